import { expect, it } from "vitest";
import { doneWords, failureWords, qualityLine } from "./suggestion-words";

const none = { cause: "no_answer", proposed: 3, open: 3, executed: 0, failed: 0, rejected: 0, expired: 0, changed: 0 };

it("says on a phone what the columns say, and of a rate nothing before there is a base", () => {
  expect(qualityLine({ ...none, edit_share: null, sent: 0, replied: 0 })).toBe("3 suggested, 3 waiting");
  expect(
    qualityLine({ ...none, open: 0, executed: 2, failed: 1, rejected: 1, edit_share: 0.1, sent: 2, replied: 1 }),
  ).toBe("3 suggested, 0 waiting, 2 of 4 carried out, 1 failed, 1 of 2 replied");
});

it("says where something stands that was taken on: in whose day, and from when on", () => {
  const [ada, rita] = [
    { id: "1", name: "Ada Moss" },
    { id: "2", name: "Rita" },
  ];
  const lead = { ...ada, company: null };
  const item = { id: "3", status: "open" as const, user: rita, shown_from: null };
  expect(doneWords({ lead, item: null, decided_by: rita }, "UTC")).toBe("The message to Ada Moss is on its way");
  expect(doneWords({ lead, item, decided_by: rita }, "UTC")).toBe("Ada Moss stands in your Today list");
  expect(
    doneWords({ lead, item: { ...item, shown_from: "2026-11-29T15:00:00Z" }, decided_by: ada }, "Asia/Tokyo"),
  ).toBe("Ada Moss stands in Rita's Today list from Mon 30 Nov");
});

it.each([
  ["BOUNCED", "The message came back."],
  ["CANCELLED", "The message was cancelled before it left."],
  ["DNC_BLOCKED", "The person came onto the do-not-contact list before it left."],
  ["ADDRESS_REFUSED", "The receiving server said that nobody is at this address."],
  [null, "Its message did not get through."],
])("says of one that failed why, for %s", (code, words) => {
  expect(failureWords(code)).toBe(words);
});
