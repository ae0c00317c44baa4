import { type CallDraft, NO_CALL, saidOfCall } from "@/components/calls/call-draft";
import type { Direction, LogContactInput } from "@/lib/communications/schema";
import {
  type Channel,
  type ChannelAnswer,
  OVERRIDE_REASON_LENGTH,
  type Problem,
  type Refusal,
} from "@/lib/guard/schema";
import { failingRules, mayOverride } from "@/lib/guard/verdict-rules";

export type Intent = "planned" | "happened";

/** What stands in the log dialog; kept as typed, whatever happens to the request. */
export type LogDraft = {
  intent: Intent;
  channel: Channel;
  direction: Direction;
  subject: string;
  notes: string;
  /** As the datetime-local field has it; empty means "now", decided by the server. */
  when: string;
  responded: boolean;
  reason: string;
} & CallDraft;

export function newDraft(channel: Channel, intent: Intent): LogDraft {
  return {
    intent,
    channel,
    direction: "outbound",
    subject: "",
    notes: "",
    when: "",
    responded: false,
    reason: "",
    ...NO_CALL,
  };
}

/** Something they did has happened already: choosing "In" is choosing the fact. */
export function changeDraft(draft: LogDraft, change: Partial<LogDraft>): LogDraft {
  const next = { ...draft, ...change };
  if (change.direction === "inbound") return { ...next, intent: "happened", responded: false };
  if (change.intent === "planned") return { ...next, direction: "outbound", responded: false, when: "" };
  return next;
}

export function hasText(draft: LogDraft): boolean {
  return [draft.subject, draft.notes, draft.reason].some((text) => text.trim() !== "");
}

/** What this user has to do before a planned touch may go: nothing, give a reason, or leave it. */
export type Standing = "free" | "needs-reason" | "refused" | "unknown";

export function standingOf(draft: LogDraft, answer: ChannelAnswer | null, refusal: Refusal | null): Standing {
  if (draft.intent === "happened") return "free";
  if (refusal) return refusal.overridable ? "needs-reason" : "refused";
  if (!answer) return "unknown";
  if (answer.verdict === "free") return "free";
  return mayOverride(answer) ? "needs-reason" : "refused";
}

/** What was refused, and how the guard stood when it was asked. */
export type Refused = { refusal: Refusal | null; asked: Standing };

/** A refusal is older than the verdict that came after it: where the two contradict each other, what the verdict refuses now is said. */
export function standingRefusal(
  { refusal, asked }: Refused,
  now: Standing,
  answer: ChannelAnswer | null,
): Refusal | null {
  if (!refusal || now === asked || now === "unknown") return refusal;
  if (now === (refusal.overridable ? "needs-reason" : "refused")) return refusal;
  return answer && refusalFrom(answer);
}

export function reasonLength(draft: Pick<LogDraft, "reason">): number {
  return draft.reason.trim().length;
}

export function reasonIsLongEnough(draft: Pick<LogDraft, "reason">): boolean {
  return reasonLength(draft) >= OVERRIDE_REASON_LENGTH;
}

export function primaryLabel(draft: LogDraft, standing: Standing): string {
  if (draft.intent === "happened") return "Log contact";
  return standing === "needs-reason" ? "Take the slot, with reason" : "Take the slot";
}

/** The request for what is in the dialog. A time in the browser's zone becomes an exact moment. */
export function toInput(draft: LogDraft, standing: Standing): LogContactInput {
  const happened = draft.intent === "happened";
  return {
    method: draft.channel,
    direction: draft.direction,
    subject: draft.subject.trim() || undefined,
    body: draft.notes.trim() === "" ? undefined : draft.notes,
    already_happened: happened,
    occurred_at: happened && draft.when ? new Date(draft.when).toISOString() : undefined,
    ...(happened && draft.channel === "call" ? saidOfCall(draft) : {}),
    responded: happened && draft.direction === "outbound" && draft.responded ? true : undefined,
    override_reason: standing === "needs-reason" ? draft.reason.trim() : undefined,
  };
}

/** The guard's standing answer in the shape of a refusal: said at once, without asking a server that must say the same. */
export function refusalFrom(answer: ChannelAnswer): Refusal | null {
  const failing = failingRules(answer);
  const [first] = failing;
  if (!first) return null;
  return {
    code: first.code,
    detail: first.message,
    overridable: mayOverride(answer),
    next_allowed_at: answer.next_allowed_at,
    holder: first.holder ?? null,
    warnings: failing,
  };
}

/** The guard's refusal inside a problem, or null when something else went wrong. */
export function refusalIn(problem: Problem): Refusal | null {
  if (problem.overridable === undefined || !problem.warnings) return null;
  const code = problem.warnings.find((warning) => warning.code === problem.code)?.code ?? problem.warnings[0]?.code;
  if (!code) return null;
  const { detail, overridable, warnings, next_allowed_at = null, holder = null } = problem;
  return { code, detail, overridable, next_allowed_at, holder, warnings };
}
