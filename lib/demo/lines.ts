import { mayUse } from "./attempts";
import type { Calendar } from "./calendar";
import { chanceOf } from "./chance";
import { newDesk, type Said } from "./desk";
import { openers } from "./mail-texts";
import type { LeadPlan } from "./people";
import type { Who } from "./sign-ins";
import type { Step, TouchStep } from "./steps";
import { linkedins, texts, voicemails } from "./talk-texts";
import { openThread, type Thread } from "./thread";

/**
 * When a line happens: a share of the last 23 hours (0 is new, 1 is old), so many minutes ago at any hour, or working days before
 * today with the minute of the day.
 */
export type When = number | { minutesAgo: number } | [ago: number, minute: number];
/** One line of a story told by hand: when, who, how, what. Mail with one subject is one thread. */
export type Line = Said & { at: When; by: Who; way: "mail" | TouchStep["method"] };

/** Adds lines to a lead's story, the oldest first. */
export function tellLines(plan: LeadPlan, lines: readonly Line[], steps: Step[], calendar: Calendar): void {
  const moment = { at: calendar.now, by: plan.by };
  const desk = newDesk(
    plan,
    steps,
    () => moment.at,
    () => moment.by,
  );
  const threads = new Map<string, Thread>();
  for (const { at, way, ...said } of lines) {
    Object.assign(moment, { at: momentOf(at, calendar), by: said.by });
    if (way === "mail") {
      const { subject = "", body, direction } = said;
      const thread = threads.get(subject) ?? openThread(desk, subject);
      threads.set(subject, thread);
      if (direction === "inbound") thread.hear(body);
      else thread.write(body);
    } else desk.touch(way, said);
  }
}

function momentOf(at: When, calendar: Calendar): Date {
  if (typeof at === "number") return calendar.recently(at);
  return Array.isArray(at) ? calendar.workday(...at) : calendar.hoursAgo(at.minutesAgo / 60);
}

/** What a rep does today with a lead that is in no headline: the nth of so many, on a way that there is. */
export function ordinaryDay(plan: LeadPlan, nth: number, of: number): Line[] {
  const chance = chanceOf(`today of ${plan.key}`);
  const here = { at: (nth + 0.5) / of, by: plan.by };
  const { subject, text } = chance.pick(openers);
  const choices: Line[] = [
    { ...here, way: "mail", subject, body: text },
    { ...here, way: "call", body: chance.pick(voicemails) },
    { ...here, way: "email", subject, body: text, planned: true },
    { ...here, way: "linkedin", body: chance.pick(linkedins), planned: true },
    { ...here, way: "sms", body: chance.pick(texts), planned: true },
  ];
  const possible = choices.filter((line) => mayUse(plan, line.way));
  return possible.filter((_, index) => index === nth % possible.length);
}
