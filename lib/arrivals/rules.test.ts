import fc from "fast-check";
import { expect, it } from "vitest";
import { roundsOf } from "./rules";
import type { ReceivedMail } from "./schema";

const address = (norm: string) => ({ email: norm, norm, name: "" });
const ids = fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h");
const mail = fc
  .record({ id: ids, named: fc.array(ids, { maxLength: 2 }), from: ids, at: fc.nat(20) })
  .map(({ id, named, from, at }) => ({
    message_id: `${id}.m`,
    in_reply_to: named.map((one) => `${one}.m`),
    references: [],
    about_message_id: null,
    recipient: null,
    from: address(`${from}@x.example`),
    to: [address("us@us.example")],
    cc: [],
    bcc: [],
    list_post: [],
    at: new Date(at),
  })) as fc.Arbitrary<unknown> as fc.Arbitrary<ReceivedMail>;

const keys = (one: ReceivedMail) => [one.message_id, ...one.in_reply_to, one.from.norm];
const related = (a: ReceivedMail, b: ReceivedMail) => keys(a).some((key) => keys(b).includes(key));

it("puts no two messages that have to do with one another into one round, the earlier before the later, and leaves none out", () => {
  fc.assert(
    fc.property(fc.array(mail, { maxLength: 25 }), (mails) => {
      const rounds = roundsOf(mails, new Set(["us@us.example"]));
      expect(rounds.flat()).toHaveLength(mails.length);
      for (const [nth, round] of rounds.entries())
        for (const [place, one] of round.entries()) {
          expect(round.slice(place + 1).some((other) => related(one, other))).toBe(false);
          const later = rounds.slice(nth + 1).flat();
          expect(later.some((other) => other.at < one.at && related(one, other))).toBe(false);
        }
    }),
  );
});

it("puts messages of strangers to one another into one round, though all went to us", () => {
  const [first, second] = ["a", "b"].map((name) => ({
    message_id: name,
    in_reply_to: [],
    references: [],
    about_message_id: null,
    recipient: null,
    from: address(`${name}@x.example`),
    to: [address("us@us.example")],
    cc: [],
    bcc: [],
    list_post: [],
    at: new Date(0),
  })) as unknown as [ReceivedMail, ReceivedMail];
  expect(roundsOf([first, second], new Set(["us@us.example"]))).toHaveLength(1);
});
