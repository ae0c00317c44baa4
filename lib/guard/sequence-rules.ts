import type { Rule } from "./fact-rules";

/** Work of a sequence itself leaves its own enrollment out of the facts; whoever does what it asked them for, by this channel, may. */
export const notInSequence: Rule = {
  code: "IN_SEQUENCE",
  result: "warn",
  overridableFrom: "rep",
  passes: "No sequence runs for them.",
  find: ({ running }, channel) => {
    const one = (running ?? []).find((other) => other.awaits !== channel.code);
    if (!one) return null;
    const holder = { user: one.user, at: one.since, channel: channel.code, subject: one.name, excerpt: null };
    return { message: `They are in the sequence "${one.name}". Contact by hand stops it.`, holder };
  },
};
