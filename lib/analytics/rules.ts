import type { Context } from "@/lib/core/context";
import type { OutreachAnalyticsInput } from "./schema";

/** What the one filter of every figure leaves, said beside each. */
export const narrowedBy = {
  campaign:
    "Narrowed to a campaign: the attempts that were made for it; of leads, collisions and list entries those about somebody it reached; of money the clients among them and the costs of its source.",
} as const;

/** How each figure is counted; shown beside it and sent with the answer (contracts.md, Analytics). */
export const definitions = {
  attempt:
    "An outbound touch on a channel that counts as contact, sent, delivered, bounced or logged, that happened on a day of the period in the organization's time zone.",
  conversation:
    "The attempts to one lead in one thread; without a thread, to one lead on one channel until a response or 14 silent days. The days choose attempts; they cut no conversation.",
  response:
    "An attempt that was answered: marked by hand, or joined to the message that answers it; without a thread, also the next inbound touch on its channel within 14 days.",
  response_rate: "Responded conversations divided by conversations.",
  response_rate_per_attempt: "Attempts that were answered divided by attempts.",
  response_time:
    "The first response of a conversation minus the attempt it answers, in hours. Mean, median and 90th percentile. In working hours: only the hours that lie within those of the organization.",
  by_hour:
    "Attempts by the hour of the day in the organization's time zone; answered are those marked or joined to the message that answers.",
  by_weekday: "The same by day of the week; 1 is Monday.",
  by_template:
    "Attempts made of a template, and those of them that were answered. A colleague's own template has no name here.",
  by_sequence: "The same by the sequence that made them.",
  by_direction: "Attempts, and inbound touches on a channel that counts as contact.",
  previous: "The same figures for as many days that end the day before.",
  ...narrowedBy,
} as const;

/** A share, 0 to 1; null of nothing. */
export const rateOf = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** Whether the rollups have what is asked: their attempts alone make other conversations; working hours are not of the clock. */
export const knownToRollups = (
  { actor }: Pick<Context, "actor">,
  asked: Pick<OutreachAnalyticsInput, "user_id" | "team_id" | "campaign_id" | "response_hours">,
): boolean =>
  !actor.sees && !asked.user_id && !asked.team_id && !asked.campaign_id && asked.response_hours !== "working";
