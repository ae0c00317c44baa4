import { openers } from "./mail-texts";
import type { Pen } from "./pen";
import { overrideReasons } from "./reasons";
import type { Who } from "./sign-ins";
import type { MailStep, Step, TouchStep } from "./steps";
import { linkedins, texts, voicemails, whatsapps } from "./talk-texts";
import { openThread } from "./thread";

type Before = MailStep | TouchStep;

/** What this house is built against, once per lead: a colleague, or the same rep in a hurry, beside the touch just told. */
export function cross(pen: Pen): void {
  const { plan, chance, steps } = pen;
  const before = steps.at(-1);
  if (!plan.crossing || !before || steps.some((step) => isCrossing(step, pen))) return;
  if (before.kind !== "mail" && (before.kind !== "touch" || before.method === "other")) return;
  if (chance.happens(0.7)) crossings[plan.crossing](pen, before);
}

const isCrossing = (step: Step, pen: Pen) =>
  (step.kind === "touch" && Boolean(step.reason ?? step.refused)) ||
  ((step.kind === "touch" || step.kind === "mail") && step.by !== pen.by());

const crossings: Record<NonNullable<Pen["plan"]["crossing"]>, (pen: Pen, before: Before) => void> = {
  prevented: (pen, before) => {
    pen.soon(25, 200);
    attempt(pen, before, { by: colleagueOf(pen), refused: "RECENTLY_CONTACTED" });
  },
  warned: (pen, before) => {
    pen.later(2, 2);
    attempt(pen, before, { by: colleagueOf(pen), refused: "SAME_CHANNEL_RECENT" });
  },
  escaped: (pen, before) => {
    pen.soon(30, 170);
    const by = colleagueOf(pen);
    if (before.kind === "touch") pen.touch(before.method, { by, body: wordsFor(pen, before.method) });
    else openThread(pen, pen.chance.next(openers).subject).write(wordsFor(pen, "email"), by);
  },
  overridden: (pen, before) => {
    pen.soon(40, 170);
    attempt(pen, before, { by: "manager", reason: pen.chance.pick(overrideReasons.manager) });
  },
  insisted: (pen, before) => {
    pen.later(2, 2);
    attempt(pen, before, { by: pen.by(), reason: pen.chance.pick(overrideReasons.rep) });
  },
};

function attempt(pen: Pen, before: Before, how: { by: Who } & Pick<TouchStep, "reason" | "refused">): void {
  const method = before.kind === "mail" ? "email" : before.method;
  const subject = method === "email" ? pen.chance.next(openers).subject : undefined;
  const said = { ...how, subject, body: wordsFor(pen, method), planned: true };
  // After the week when everybody was away there is nothing left to collide with, and a rep may always redial.
  if (!pen.isFree(method) && !(method === "call" && how.by === pen.by())) pen.touch(method, said);
}

function wordsFor(pen: Pen, method: TouchStep["method"]): string {
  const words = { linkedin: linkedins, call: voicemails, sms: texts, whatsapp: whatsapps };
  if (method === "email" || method === "meeting" || method === "other") return pen.chance.next(openers).text;
  return pen.chance.next(words[method]);
}

const reps = ["rep1", "rep2", "rep3", "rep4"] as const satisfies readonly Who[];

function colleagueOf(pen: Pen): Who {
  const [first = "rep1", ...more] = reps.filter((rep) => rep !== pen.by());
  return pen.chance.pick([first, ...more]);
}
