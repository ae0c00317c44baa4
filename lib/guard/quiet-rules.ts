import { nextAllowed } from "@/lib/quiet-hours/rules";
import { quietSentence } from "@/lib/quiet-hours/wording-rules";
import { type Asker, type ChannelFacts, isAutomated, type OutreachFacts, type Rule } from "./fact-rules";

export const awakeThere: Rule = {
  code: "QUIET_HOURS",
  result: "warn",
  overridableFrom: "rep",
  passes: "No quiet hour where they are.",
  skips: "Quiet hours do not apply to this channel.",
  applies: (_, channel, asker) => mindsHours(channel, asker),
  find: (facts, _, __, at) => {
    const until = nextAllowed(facts.place.zones, facts.quietHours, at);
    return until?.getTime() === at.getTime()
      ? null
      : { message: quietSentence(facts.place, facts.quietHours, at, until), until };
  },
};

/** When all else allows it, the moment from which it is no quiet hour either; null stays null. */
export function awakeAfter(
  { place, quietHours }: OutreachFacts,
  channel: ChannelFacts,
  asker: Asker,
  at: string | null,
) {
  if (at === null || !mindsHours(channel, asker)) return at;
  return nextAllowed(place.zones, quietHours, new Date(at))?.toISOString() ?? null;
}

// Calls and texts by the law; whatever goes out by itself in any case.
const mindsHours = (channel: ChannelFacts, asker: Asker) => channel.quietHoursApply || isAutomated(asker);
