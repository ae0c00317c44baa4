import { atLeast } from "@/lib/core/permissions";
import { addressWorks, notOnTheList } from "./address-rules";
import { companyHasRoom, companyRested, personRested } from "./company-rules";
import { consentGiven } from "./consent-rules";
import { nobodyElseWrites } from "./draft-rules";
import {
  type Asker,
  addressOf,
  type ChannelFacts,
  type Finding,
  isAutomated,
  type OutreachFacts,
  type Rule,
  toHolder,
} from "./fact-rules";
import { awakeAfter, awakeThere } from "./quiet-rules";
import type { ChannelAnswer, RefusalCode, RuleAnswer } from "./schema";
import { notInSequence } from "./sequence-rules";
import { channelRested, slotIsFree } from "./slot-rules";
import { textIsNew } from "./text-rules";

// In the order of the checks of product.md; a new rule is a new line here.
const rules: Rule[] = [
  addressWorks,
  notOnTheList,
  consentGiven,
  awakeThere,
  slotIsFree,
  companyHasRoom,
  channelRested,
  companyRested,
  textIsNew,
  nobodyElseWrites,
  personRested,
  notInSequence,
];

// What a rule says when nothing is in the way: most answers by far, the same for everybody, so they are made once.
const quietly = (code: RefusalCode, result: "pass" | "skip", message: string): RuleAnswer =>
  Object.freeze({ code, result, overridable: false, message });
const silent = Object.fromEntries(
  rules.map(({ code, passes, skips = "No address on file to check." }) => [
    code,
    { pass: quietly(code, "pass", passes), skip: quietly(code, "skip", skips) },
  ]),
) as Record<RefusalCode, { pass: RuleAnswer; skip: RuleAnswer }>;

/** May this person contact the lead on this channel at this moment? Pure; every door shows this answer. */
export function assessOutreach(facts: OutreachFacts, channel: ChannelFacts, asker: Asker, at: Date): ChannelAnswer {
  const answers = rules.map((rule) => answerOf(rule, facts, channel, asker, at));
  const failing = answers.filter(isFailing);
  const verdict = failing.some((one) => one.result === "block") ? "blocked" : failing.length > 0 ? "warn" : "free";
  return {
    verdict,
    next_allowed_at:
      verdict === "free"
        ? at.toISOString()
        : awakeAfter(
            facts,
            channel,
            asker,
            latest(failing.filter((one) => verdict === "warn" || one.result === "block")),
          ),
    address: addressOf(facts, channel)?.raw ?? null,
    rules: answers,
  };
}

/** Whether a rule speaks against contact, be it a warning. */
export const isFailing = (answer: RuleAnswer) => answer.result === "block" || answer.result === "warn";

function answerOf(rule: Rule, facts: OutreachFacts, channel: ChannelFacts, asker: Asker, at: Date): RuleAnswer {
  const { code } = rule;
  if (rule.applies && !rule.applies(facts, channel, asker)) return silent[code].skip;
  const finding = rule.find(facts, channel, asker, at);
  if (!finding) return silent[code].pass;
  return {
    code,
    result: rule.result,
    overridable: rule.overridableFrom !== null && atLeast(asker.role, rule.overridableFrom) && !isAutomated(asker),
    message: finding.message,
    holder: finding.holder ? toHolder(finding.holder) : null,
    until: finding.until?.toISOString() ?? null,
    ...(finding.similarity === undefined ? {} : { similarity: finding.similarity }),
  };
}

/** What a rule found, if anything: the touch in the way, for the record of a collision. */
export function findingOf(
  code: RefusalCode,
  facts: OutreachFacts,
  channel: ChannelFacts,
  asker: Asker,
  at: Date,
): Finding | null {
  const rule = rules.find((one) => one.code === code);
  return rule && (!rule.applies || rule.applies(facts, channel, asker)) ? rule.find(facts, channel, asker, at) : null;
}

// The moment from which none of them stands in the way; null when one of them does not end.
function latest(failing: RuleAnswer[]): string | null {
  const ends = failing.map((one) => one.until ?? null);
  return ends.includes(null) ? null : (ends.toSorted().at(-1) ?? null);
}
