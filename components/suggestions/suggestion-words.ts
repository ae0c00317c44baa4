import { FAILURE_WORDS, isStopCode, STOP_WORDS } from "@/lib/delivery/rules";
import type { QUALITY_FIGURES, Suggestion, SuggestionQuality, SuggestionType } from "@/lib/suggestions/schema";

export const TYPE_NAMES: Record<SuggestionType, string> = {
  TASK: "Task",
  REPLY: "Reply",
  FOLLOW_UP: "Follow up",
  SEND_EMAIL: "Email",
  SCHEDULE_CALL: "Call",
  SEND_PROPOSAL: "Proposal",
};

export const CAUSE_NAMES: Record<string, string> = {
  unanswered: "They wrote, nobody answered",
  meeting_passed: "Nothing after a meeting",
  no_answer: "No answer",
  proposal_due: "Qualified, no proposal",
  hot_silent: "Hot and silent",
  other_channel: "Another channel",
  stakeholder_missing: "One person on record",
};

/** What a figure of the quality page counts. */
export const FIGURE_NAMES: Record<(typeof QUALITY_FIGURES)[number], string> = {
  proposed: "Suggested",
  open: "Waiting",
  decided: "Approved or rejected",
  executed: "Carried out",
  failed: "Approved, but not delivered",
  rejected: "Rejected",
  expired: "Over before anybody decided",
  changed: "Changed before they were carried out",
  sent: "Sent",
  replied: "Answered within 14 days",
};

const textOf = (part: unknown) => (typeof part === "string" ? part : "");

/** The text of one that sends. */
export const lettersOf = ({ content }: Pick<Suggestion, "content">) => ({
  subject: textOf(content.subject),
  body: textOf(content.body),
});

/** What is suggested, in one line. */
export function headline({ type, content }: Pick<Suggestion, "type" | "content">): string {
  if (type === "SCHEDULE_CALL") return `A call of ${Number(content.duration) || 15} minutes`;
  return textOf(content.subject) || textOf(content.title) || textOf(content.reason) || TYPE_NAMES[type];
}

/** What came of an approval: a message that leaves, or something that stands in somebody's day. */
export function doneWords(
  { lead, item, decided_by }: Pick<Suggestion, "lead" | "item" | "decided_by">,
  zone: string,
): string {
  if (!item) return `The message to ${lead.name} is on its way`;
  const whose = item.user.id === decided_by?.id ? "your" : `${item.user.name}'s`;
  const from = item.shown_from ? ` from ${dayIn(zone, item.shown_from)}` : "";
  return `${lead.name} stands in ${whose} Today list${from}`;
}

const dayIn = (timeZone: string, at: string) =>
  new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", day: "numeric", month: "short" }).format(
    Date.parse(at),
  );

export const percent = (share: number) => `${Math.round(share * 100)} %`;

/** What a message of a suggestion came to that is not with its reader, after "Failed". */
export const failureWords = (code: string | null): string =>
  failures[code ?? ""] ??
  FAILURE_WORDS[code ?? ""] ??
  (isStopCode(code) ? STOP_WORDS[code] : "Its message did not get through.");
const failures: Record<string, string> = {
  BOUNCED: "The message came back.",
  CANCELLED: "The message was cancelled before it left.",
};

type Quality = SuggestionQuality["data"][number];
export const decidedOf = ({ executed, failed, rejected }: Pick<Quality, "executed" | "failed" | "rejected">) =>
  executed + failed + rejected;

const of = (part: number, all: number, words: string) => (all === 0 ? [] : [`${part} of ${all} ${words}`]);

/** A row of the quality page as a line, where there is no room for its columns. */
export const qualityLine = (one: Quality): string =>
  [
    `${one.proposed} suggested`,
    `${one.open} waiting`,
    ...of(one.executed, decidedOf(one), "carried out"),
    ...(one.failed > 0 ? [`${one.failed} failed`] : []),
    ...of(one.replied, one.sent, "replied"),
  ].join(", ");
