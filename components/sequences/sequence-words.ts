import type { BadgeTone } from "@/components/ui/badge";
import type { EnrollmentStatus } from "@/lib/enrollments/schema";
import { conditionsOf } from "@/lib/filters/schema";
import type { Sequence, SequenceStep, StepCondition, StepKind } from "@/lib/sequences/schema";
import type { TriggerKind } from "@/lib/sequences/trigger-schema";

export const KIND_WORDS: Record<StepKind, string> = {
  email: "Email",
  sms: "SMS",
  call: "Call",
  linkedin: "LinkedIn",
  task: "Task",
  wait: "Wait",
  condition: "Condition",
};

export const TRIGGER_WORDS: Record<TriggerKind, string> = {
  manual: "Nobody: people and programs do",
  segment_entered: "Who comes into a segment",
  status_changed: "Whose status becomes …",
  tag_added: "Who gets a tag",
  lead_created: "Who is added, by whatever way",
  imported: "Who comes in a file",
  api: "Whom a program adds",
};

/** Why nobody comes in by itself, and the way out. */
export const TRIGGER_PROBLEMS: Record<NonNullable<Sequence["trigger_problem"]>, string> = {
  segment_deleted:
    "The segment it watched was deleted, so nobody comes in by itself. Choose what should enroll people.",
  segment_private:
    "The segment it watched is not shared with everybody any more, so nobody comes in by itself. Share it, or choose another.",
  tag_deleted: "The tag it watched is gone, so nobody comes in by itself. Choose what should enroll people.",
  switched_off:
    "What it watched was gone for a while, so nobody comes in by itself. Save who comes in to let it count again.",
};

export const STATE_WORDS: Record<Sequence["state"], string> = {
  draft: "Draft",
  active: "Runs",
  paused: "Paused",
  archived: "Put away",
};
export const STATE_TONES: Record<Sequence["state"], BadgeTone> = {
  draft: "line",
  active: "free",
  paused: "wait",
  archived: "plain",
};

export const STATUS_WORDS: Record<EnrollmentStatus, string> = {
  active: "Under way",
  paused: "Paused",
  parked: "Away",
  finished: "Finished",
  stopped: "Stopped",
  failed: "Failed",
};
export const STATUS_TONES: Record<EnrollmentStatus, BadgeTone> = {
  active: "free",
  paused: "wait",
  parked: "wait",
  finished: "plain",
  stopped: "line",
  failed: "danger",
};

export const stepName = (step: { position: number; kind: string } | null) =>
  step ? `${step.position}. ${kindWords(step.kind)}` : "–";

export const kindWords = (kind: string) => Object.entries(KIND_WORDS).find(([name]) => name === kind)?.[1] ?? kind;

/** "at once", "after 3 days", "after 5 hours". */
export function delayWords(hours: number): string {
  if (hours === 0) return "at once";
  const days = hours / 24;
  if (Number.isInteger(days)) return `after ${days} ${days === 1 ? "day" : "days"}`;
  return `after ${hours} ${hours === 1 ? "hour" : "hours"}`;
}

/** What a step says in a line. */
export function stepSummary(
  step: Pick<SequenceStep, "kind" | "subject" | "body"> & {
    template?: string | null;
    condition?: StepCondition | null;
  },
): string {
  if (step.kind === "wait") return "";
  if (step.condition && step.kind === "condition") return conditionWords(step.condition);
  return step.template || step.subject || (step.body ?? "").slice(0, 80);
}

/** "7 of 12"; "none of 0" says nothing. */
export const ofBase = (count: number, base: number) => (base === 0 ? "–" : `${count} of ${base}`);

function conditionWords(condition: StepCondition): string {
  if ("reply_class" in condition) return `their newest reply is ${condition.reply_class}`;
  const fields = new Set(conditionsOf(condition).map((one) => one.field.replaceAll("_", " ")));
  return fields.size > 0 ? `depends on ${[...fields].join(", ")}` : "";
}
