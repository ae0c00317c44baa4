import { addressOf, type Rule } from "./fact-rules";

export const addressWorks: Rule = {
  code: "ADDRESS_INVALID",
  result: "block",
  overridableFrom: null,
  passes: "The address is not known to fail.",
  applies: (facts, channel) => addressOf(facts, channel) !== null,
  find: (facts, channel) => {
    const address = addressOf(facts, channel);
    return address?.invalid
      ? { message: `${address.raw} does not work: a message to it came back. Correct it first.` }
      : null;
  },
};

export const notOnTheList: Rule = {
  code: "DNC_BLOCKED",
  result: "block",
  overridableFrom: null,
  passes: "Not on the do-not-contact list.",
  find: (facts, channel) => {
    const entry = facts.dnc.find((one) => one.channel === null || one.channel === channel.code);
    return entry
      ? {
          message: `Do not contact: ${entry.reason.replace(/[.\s]+$/, "")}. Nobody may override this.`,
          until: entry.expiresAt,
        }
      : null;
  },
};
