/** The tests that notice, by what they are about. */
export const walls = ["db/catalogue", "db/walls"];
export const ledger = ["lib/communications/ledger-laws"];
export const model = ["lib/communications/ledger-model"];
export const batch = ["lib/communications/batch-summary"];
export const slots = ["lib/outreach/slot-laws"];
export const replies = ["lib/slots/reply-laws"];
export const voice = ["lib/outreach/one-voice"];
export const list = ["lib/dnc/dnc-laws"];
export const race = ["lib/dnc/opt-out-race"];
export const drafts = ["lib/drafts/claim-draft"];

// Words of the test that is meant for a guarantee, where its file holds many.
export const namedTests: Record<string, string> = {
  "one voice: the exclusion constraint": "at one address in two lead rows",
  "one voice: raw SQL meets the constraint": "meets the constraint when somebody has the slot",
  "a touch waits for the opt-out being added": "a touch and an opt-out at the same moment",
  "an opt-out waits for the touch under way": "a touch and an opt-out at the same moment",
  "an entry for a domain covers its hosts": "by the domain above it stops",
  "an entry for a person stops every address": "by person stops",
  "a removed entry stops nothing": "that was removed stops",
  "an entry ends with its time": "that ran out yesterday stops",
  "inbound is never our attempt": "every kind of touch on a lead that is new",
  "an answered touch counts as an answer": "every kind of touch on a lead that is new",
  "a back-dated touch is not the last one": "any story",
  "a first touch before an answer recounts": "any story",
  "a slot covers the whole window": "at commit with slots of last year",
  "a slot is of its channel group": "slots of another channel group",
  "a reply's slot is of its kind": "is refused a slot of scope",
  "an answer is of its conversation": "is refused at commit with another conversation",
  "a message of theirs is answered once": "newer than the message",
  "an answer's slot does not end": "a slot that ends",
  "a plan needs a guard": "a plan without a word on its guard",
  "a fact is never queued": "a fact that is still to be sent",
  "an answer never lies before its touch": "an answer before it",
  "an override shows its record": "that says it was overridden",
  "one touch per idempotency key": "twice under one idempotency key",
  "one row per message and lead": "twice under one idempotency key",
  "one row per provider's message and lead": "twice under one idempotency key",
  "a removal has a second person": "nobody approves their own",
  "an entry is removed by two": "nobody takes an entry off alone",
  "one open request per entry": "nobody who is no admin asks",
  "one review per detection": "nobody ends a detection without its review",
  "a detection is undone with a reason": "nobody ends a detection without its review",
  "a granted consent has a basis": "neither rewritten nor deleted",
  "erased people are found by their hash": "stays blocked when they are typed in",
  "without the key of erased people nothing goes out": "without the key of the hashes",
  "who sees their own leads sees no other": "with SQL of their own either",
  "nobody reviews their own override": "is not looked at by who made it",
  "nobody decides their own question": "lets nobody decide their own question",
  "one notification per event and person": "two workers read at the same moment",
  "a legal opt-out never ends": "no end for a legal opt-out",
  "one entry per value": "takes no second entry of the same",
  "what a lead may become": "goes from new where",
  "one writer per address and group": "keeps one writer per address",
  "a claim is short": "no claim last longer",
  "a claim is taken whole": "whole, and not renewed behind",
  "a claim that ran out counts as none": "over when it was not",
  "search asks for the organization": "through the functions that run with other rights",
};
