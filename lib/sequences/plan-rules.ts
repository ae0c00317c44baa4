import { restOf, type Windows } from "@/lib/guard/window-rules";
import { nextAllowed } from "@/lib/quiet-hours/rules";
import type { QuietHours } from "@/lib/quiet-hours/schema";
import { FIELDS, fieldsIn, fillFields, isField } from "@/lib/templates/field-rules";
import { repeatsIn } from "@/lib/texts/likeness-rules";
import { comparableText } from "@/lib/texts/rules";
import { neverHolds, reachedSteps } from "./reach-rules";
import { ASKED_KINDS, type GivenStep, type PlanProblem, SENT_KINDS, type StepWindow } from "./schema";

/** What of the organization a plan is held against. */
export type PlanFacts = {
  quietHours: QuietHours;
  /** of the organization, which every email names by law; null: none is on file */
  postalAddress: string | null;
  /** whether texts have a way out; emails always have one */
  sendsTexts: boolean;
  /** that everybody may use, by id */
  templates: ReadonlyMap<string, { channel: string; subject: string | null; body: string }>;
  /** from which likeness on the guard takes two texts for one, and for how many days it looks back */
  similarity: { threshold: number; windowDays: number };
  now: Date;
} & Windows;

/** Everything that is wrong with the steps of a sequence, in their order: errors are in the way of publishing, warnings are not. */
export function planProblems(steps: readonly GivenStep[], facts: PlanFacts): PlanProblem[] {
  const say = (position: number | null, level: PlanProblem["level"], code: string, message: string) => ({
    position,
    level,
    code,
    message,
  });
  if (steps.length === 0) return [say(null, "error", "NO_STEPS", "There is no step yet. Add one.")];
  const reached = reachedSteps(steps);
  const problems = steps.flatMap((step, nth) => {
    const at = nth + 1;
    const found: PlanProblem[] = [];
    if (!reached.has(at))
      found.push(say(at, "error", "UNREACHABLE", "No way leads to this step. Remove it, or lead a condition to it."));
    if (neverHolds(step.condition))
      found.push(say(at, step.kind === "condition" ? "warning" : "error", "NEVER_HOLDS", neverWords));
    found.push(...textProblems(step, at, facts));
    // Nobody is disturbed by a task, nor by waiting.
    if (step.window && !["task", "wait", "condition"].includes(step.kind) && !opensEver(step.window, facts)) {
      found.push(
        say(
          at,
          "error",
          "ALWAYS_QUIET",
          "Its hours lie in the quiet hours altogether, so the guard would always refuse it. Change the hours.",
        ),
      );
    }
    const wait = waitFor(steps, nth, facts);
    if (wait) found.push(say(at, "warning", "WAITS_FOR_WINDOW", wait));
    return found;
  });
  problems.push(...repeatProblems(steps, facts));
  if (steps.some((step) => step.kind === "email") && !facts.postalAddress)
    problems.push(
      say(
        null,
        "error",
        "NO_POSTAL_ADDRESS",
        "Emails name your postal address, and there is none. An admin adds it in the settings.",
      ),
    );
  if (steps.some((step) => step.kind === "sms") && !facts.sendsTexts)
    problems.push(say(null, "warning", "NO_SENDER", noSenderWords));
  if (!steps.some((step) => SENT_KINDS.includes(step.kind) || ASKED_KINDS.includes(step.kind)))
    problems.push(say(null, "error", "NOTHING_HAPPENS", "No step contacts anybody or asks a rep. Add one that does."));
  return problems;
}

const noSenderWords =
  "Nothing sends texts yet, so they wait until something does. An admin connects a sender in the settings, under Mailboxes.";
const neverWords =
  "Its condition holds for nobody who is in a sequence: clients, and who must not be contacted, have left it. Change the condition.";

/** As somebody would read it: a greeting is known by the name in it. */
const somebody = Object.fromEntries(Object.keys(FIELDS).map((name) => [name, "Ada"]));

/** Messages that say what one before says, or nearly: the guard refuses them, and the sequence stops there. */
function repeatProblems(steps: readonly GivenStep[], { templates, similarity }: PlanFacts): PlanProblem[] {
  const { threshold, windowDays } = similarity;
  const texts = steps.map(({ kind, template_id: id, body }) => {
    const said = (id ? templates.get(id)?.body : body) ?? "";
    return SENT_KINDS.includes(kind) ? comparableText(fillFields(said, somebody).text) : null;
  });
  const repeats = repeatsIn(texts, threshold).flatMap(({ nth, before, same }) => {
    const hours = steps.slice(before + 1, nth + 1).reduce((sum, step) => sum + step.delay_hours, 0);
    // Nobody comes there but by that step, and it leaves nobody out.
    const always = same && steps[before]?.condition === null && !reachedSteps(steps, before + 1).has(nth + 1);
    return hours < windowDays * 24 ? [{ nth, before, always }] : [];
  });
  return steps.flatMap((_, nth): PlanProblem[] => {
    const own = repeats.filter((one) => one.nth === nth);
    const worst = own.find((one) => one.always) ?? own[0];
    if (!worst) return [];
    const { before, always } = worst;
    const refused = `is refused within ${windowDays} days of that, and the sequence stops there. Write another text.`;
    const words = always
      ? `says what step ${before + 1} says, so it`
      : `says nearly what step ${before + 1} says. To whoever got that, it`;
    const [level, code] = always ? (["error", "SAME_TEXT"] as const) : (["warning", "SIMILAR_TEXT"] as const);
    return [{ position: nth + 1, level, code, message: `It ${words} ${refused}` }];
  });
}

function textProblems(step: GivenStep, position: number, { templates }: PlanFacts): PlanProblem[] {
  const say = (level: PlanProblem["level"], code: string, message: string) => ({ position, level, code, message });
  const template = step.template_id ? templates.get(step.template_id) : null;
  if (template === undefined)
    return [say("error", "NO_TEMPLATE", "The template was put away or is not shared. Share it, or choose another.")];
  if (template && template.channel !== step.kind)
    return [say("error", "NO_TEMPLATE", `The template is for another channel (${template.channel}). Choose another.`)];
  const { subject, body } = template ?? step;
  const isSent = SENT_KINDS.includes(step.kind);
  const problems: PlanProblem[] = [];
  if (isSent && !body) problems.push(say("error", "NO_TEXT", "There is no text. Write what is to be sent."));
  if (step.kind === "email" && !subject) problems.push(say("error", "NO_SUBJECT", "An email needs a subject."));
  if (ASKED_KINDS.includes(step.kind) && !body && !subject)
    problems.push(say("error", "NO_TEXT", "Say what the rep is to do."));
  return [...problems, ...(isSent ? fieldProblems(`${subject ?? ""}\n${body ?? ""}`, say) : [])];
}

type Say = (level: PlanProblem["level"], code: string, message: string) => PlanProblem;

function fieldProblems(text: string, say: Say): PlanProblem[] {
  const unknown = fieldsIn(text).filter((name) => !isField(name));
  const problems = unknown.map((name) =>
    say("error", "UNKNOWN_FIELD", `There is no field {{${name}}}. Use one of ${Object.keys(FIELDS).join(", ")}.`),
  );
  const everything = Object.fromEntries(fieldsIn(text).map((name) => [name, "x"]));
  if (/\{\{|\}\}/.test(fillFields(text, everything).text))
    problems.push(
      say("error", "BROKEN_FIELD", "A field is broken. Write it as {{first_name}} or {{first_name|there}}."),
    );
  const bare = fillFields(text, {}).missing.filter((name) => isField(name) && !name.startsWith("sender"));
  if (bare.length > 0) {
    const message = `Who has no ${bare.join(" or ")} is passed over at this step. Give words for them, as in {{${bare[0]}|there}}.`;
    problems.push(say("warning", "NO_WORDS_FOR_MISSING", message));
  }
  return problems;
}

/** Whether some hour is open by the step's own hours and no quiet hour, in the next year. */
function opensEver(window: StepWindow, { quietHours, now }: PlanFacts): boolean {
  let at: Date | null = now;
  for (let tries = 0; tries < 60 && at; tries++) {
    const own = nextAllowed(["UTC"], { ...window, holidays: [] }, at);
    const open: Date | null = own && nextAllowed(["UTC"], quietHours, own);
    if (!open) return false;
    if (open.getTime() === own?.getTime()) return true;
    at = open;
  }
  return false;
}

/** When the step before on the same channel, or on one that shares its slot, is so near that the guard makes this one wait. */
function waitFor(steps: readonly GivenStep[], nth: number, facts: PlanFacts): string | null {
  const step = steps[nth];
  if (!step || !SENT_KINDS.includes(step.kind)) return null;
  let hours = step.delay_hours;
  for (let before = nth - 1; before >= 0; before--) {
    const other = steps[before];
    if (!other) return null;
    const needed = restOf(other.kind, step.kind, facts) / 3600;
    if (hours < needed) {
      const where = other.kind === step.kind ? "on the same channel" : "on a channel that shares its slot";
      return `Step ${before + 1}, ${where}, is ${hourWords(hours)} before. The guard lets this one out after ${hourWords(needed)}, so it waits until then.`;
    }
    if (other.kind === step.kind) return null;
    hours += other.delay_hours;
  }
  return null;
}

const hourWords = (hours: number) => (hours >= 48 ? `${Math.round(hours / 24)} days` : `${Math.round(hours)} hours`);
