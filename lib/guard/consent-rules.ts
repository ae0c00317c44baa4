import { addressOf, type ChannelFacts, type ConsentFact, type OutreachFacts, type Rule } from "./fact-rules";

/** Denied or withdrawn stops outreach to that address; with the organization's switch also what is unknown or has run out. */
export const consentGiven: Rule = {
  code: "NO_CONSENT",
  result: "block",
  overridableFrom: null,
  passes: "Nothing against writing to this address.",
  applies: (facts, channel) => addressOf(facts, channel) !== null,
  find: (facts, channel, _asker, at) => {
    const given = consentOf(facts, channel);
    if (given?.status === "denied" || given?.status === "withdrawn") {
      const did = given.status === "denied" ? "said no to" : "withdrew consent for";
      return { message: `They ${did} outreach to this address (${given.source}). Nobody may override this.` };
    }
    const elsewhere = denialElsewhere(facts, channel);
    if (elsewhere) {
      const did = elsewhere.status === "denied" ? "said no to" : "withdrew consent for";
      return {
        message: `They ${did} outreach to ${elsewhere.norm}, another address of theirs (${elsewhere.source}). Nobody may override this.`,
      };
    }
    if (!facts.settings["guard.consent.required"] || (given?.status === "granted" && !hasRunOut(given, at)))
      return null;
    const why =
      given?.status === "granted"
        ? "The consent for this address has run out"
        : "No consent or other basis is on record for this address";
    return { message: `${why}, and your organization requires one. Record it first.` };
  },
};

/** A no to one address of a person is a no to all of its kind: who was two leads said it for both. */
function denialElsewhere(facts: OutreachFacts, channel: ChannelFacts): ConsentFact | undefined {
  const address = addressOf(facts, channel);
  return facts.consents.find(
    ({ kind, norm, status, shared }) =>
      kind === address?.kind && norm !== address?.norm && !shared && (status === "denied" || status === "withdrawn"),
  );
}

const hasRunOut = ({ expiresAt }: ConsentFact, at: Date) => expiresAt !== null && expiresAt <= at;

function consentOf(facts: OutreachFacts, channel: ChannelFacts): ConsentFact | undefined {
  const address = addressOf(facts, channel);
  return facts.consents.find((one) => one.kind === address?.kind && one.norm === address?.norm);
}
