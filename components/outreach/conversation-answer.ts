import type { ChannelAnswer, RuleAnswer } from "@/lib/guard/schema";

/** The guard's answer for a later moment, as far as the page knows: what ends before it no longer speaks. The server decides. */
export function answerAsOf(answer: ChannelAnswer, at: Date | null): ChannelAnswer {
  if (!at) return answer;
  return withRules(answer, (rule) => rule.until != null && Date.parse(rule.until) <= at.getTime());
}

/** The guard's answer for an answer to their message: a live conversation is not outreach. */
export function answerInConversation(answer: ChannelAnswer): ChannelAnswer {
  return withRules(answer, (rule) => rule.code === "RECENTLY_CONTACTED" || rule.code === "SAME_CHANNEL_RECENT");
}

function withRules(answer: ChannelAnswer, silent: (rule: RuleAnswer) => boolean): ChannelAnswer {
  const rules = answer.rules.map((rule) => (silent(rule) ? { ...rule, result: "pass" as const } : rule));
  const results = new Set(rules.map((rule) => rule.result));
  const verdict = results.has("block") ? "blocked" : results.has("warn") ? "warn" : "free";
  return { ...answer, rules, verdict };
}
