import type { Touch } from "@/lib/communications/schema";
import type { Channel, ChannelAnswer, Contactability, RuleAnswer } from "@/lib/guard/schema";

/** The guard's answer for a later moment, as far as the page knows: what ends before it no longer speaks. The server decides. */
export function answerAsOf(answer: ChannelAnswer, at: Date | null): ChannelAnswer {
  if (!at) return answer;
  return withRules(answer, (rule) => rule.until != null && Date.parse(rule.until) <= at.getTime());
}

/**
 * The guard's answer for an answer to their message: a live conversation is not outreach, one of ours that is about to go answers it
 * already, and once one of ours is newer an answer is outreach again (lib/slots/conversation-rules).
 */
export function answerTo(answer: ChannelAnswer, message: Touch, touches: readonly Touch[]): ChannelAnswer {
  const ours = touches.filter((touch) => answers(touch, message));
  const waiting = ours.find((touch) => touch.status === "queued" || touch.status === "sending");
  if (ours.length > 0 && !waiting) return answer;
  const live = withRules(answer, (rule) => WINDOWS.has(rule.code));
  return waiting ? heldBy(live, waiting) : live;
}

/** Whether one of ours is newer in its conversation, or waits to go. */
export function isAnswered(message: Touch, touches: readonly Touch[]): boolean {
  return touches.some((touch) => answers(touch, message));
}

const WINDOWS = new Set(["RECENTLY_CONTACTED", "SAME_CHANNEL_RECENT"]);

function answers(touch: Touch, message: Touch): boolean {
  return (
    touch.direction === "outbound" &&
    !touch.ended_at &&
    touch.method === message.method &&
    (touch.thread_id ?? null) === (message.thread_id ?? null) &&
    touch.occurred_at >= message.occurred_at
  );
}

function heldBy(answer: ChannelAnswer, { user, method, subject, ...touch }: Touch): ChannelAnswer {
  const at = touch.scheduled_for ?? touch.occurred_at;
  const holder = { user, at, channel: method, subject, excerpt: touch.body_preview, scheduled: true };
  const message = `${user?.name ?? "Somebody"} answers the same message.`;
  const rules = answer.rules.map((rule) =>
    rule.code === "RECENTLY_CONTACTED" ? { ...rule, result: "block" as const, holder, until: null, message } : rule,
  );
  return { ...answer, rules, verdict: "blocked" };
}

/** The guard's answers for whoever writes on a channel now: a colleague's draft that was taken over no longer speaks. */
export function answersToWriter(known: Contactability | null, claimed: Channel | null): Contactability | null {
  const answer = claimed && known?.channels[claimed];
  if (!answer) return known;
  const own = withRules(answer, (rule) => rule.code === "DRAFT_CLAIMED");
  return { ...known, channels: { ...known.channels, [claimed]: own } };
}

function withRules(answer: ChannelAnswer, silent: (rule: RuleAnswer) => boolean): ChannelAnswer {
  const rules = answer.rules.map((rule) => (silent(rule) ? { ...rule, result: "pass" as const } : rule));
  const results = new Set(rules.map((rule) => rule.result));
  const verdict = results.has("block") ? "blocked" : results.has("warn") ? "warn" : "free";
  return { ...answer, rules, verdict };
}
