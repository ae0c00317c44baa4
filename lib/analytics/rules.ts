import type { Context } from "@/lib/core/context";
import { dayIn, minusDays } from "@/lib/core/time";
import type { OutreachAnalyticsInput } from "./schema";

/** How each figure is counted; shown beside it and sent with the answer (contracts.md, Analytics). */
export const definitions = {
  attempt:
    "An outbound touch on a channel that counts as contact, sent, delivered, bounced or logged, that happened on a day of the period in the organization's time zone.",
  conversation:
    "The attempts to one lead in one thread; without a thread, to one lead on one channel until a response or 14 silent days.",
  response:
    "An attempt that was answered: marked by hand, or joined to the message that answers it; without a thread, also the next inbound touch on its channel within 14 days.",
  response_rate: "Responded conversations divided by conversations.",
  response_rate_per_attempt: "Attempts that were answered divided by attempts.",
  response_time: "The first response of a conversation minus the attempt it answers, in hours.",
} as const;

/** So many days that end today where the organization is. */
export function periodOfDays(
  days: number,
  ctx: Pick<Context, "now" | "timezone">,
  to = dayIn(ctx.now, ctx.timezone),
): { from: string; to: string } {
  return { from: dayIn(minusDays(new Date(`${to}T12:00:00Z`), days - 1), "UTC"), to };
}

/** The asked days, or the 30 that end today or on the asked last day. */
export function periodOf(
  asked: OutreachAnalyticsInput,
  ctx: Pick<Context, "now" | "timezone">,
): { from: string; to: string } {
  const { from, to } = periodOfDays(30, ctx, asked.to_date);
  return { from: asked.from_date ?? from, to };
}
