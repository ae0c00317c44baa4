import { expect, it } from "vitest";
import type { RecordEntry } from "@/lib/feed/schema";
import { recordSentence } from "./record-words";

const alice = { id: "a", name: "Alice Moreau" };
const entry = (rest: Partial<RecordEntry>): RecordEntry => ({
  kind: "status",
  id: "e",
  at: "2026-03-02T10:00:00.000Z",
  what: "status.changed",
  actor: alice,
  from: null,
  to: null,
  reason: null,
  ...rest,
});

it.each([
  [entry({ from: "new", to: "on_ice" }), "Alice Moreau moved the status from New to On ice"],
  [entry({ from: "new", to: "contacted", actor: null }), "Status: New to Contacted"],
  [entry({ kind: "assignment", from: "Ben", to: "Bea" }), "Alice Moreau gave the lead to Bea, it was Ben's"],
  [entry({ kind: "assignment", from: null, to: "Bea", actor: null }), "A rule gave the lead to Bea"],
  [entry({ kind: "assignment", from: "Ben" }), "Alice Moreau took the lead from Ben; it is nobody's now"],
  [entry({ kind: "score", from: "40", to: "60" }), "Score 40 to 60, by Alice Moreau"],
  [
    entry({ kind: "dnc", what: "dnc.added", to: "all" }),
    "Alice Moreau put them on the do-not-contact list for every channel",
  ],
  [
    entry({ kind: "dnc", what: "dnc.added", to: "sms", actor: null }),
    "Their own words put them on the do-not-contact list for SMS",
  ],
  [entry({ kind: "dnc", what: "dnc.removed", from: "email" }), "Alice Moreau ended a do-not-contact entry for Email"],
  [entry({ kind: "import", to: "fair.csv" }), "Alice Moreau brought the lead in with fair.csv"],
  [entry({ kind: "import", what: "import.updated", to: "fair.csv" }), "Alice Moreau updated the lead from fair.csv"],
  [entry({ kind: "merge", what: "lead.merged", from: "I. Albrecht" }), "Alice Moreau merged I. Albrecht into this one"],
] as const)("%o reads %s", (one, sentence) => {
  expect(recordSentence(one)).toBe(sentence);
});

it("calls the reader You", () => {
  expect(recordSentence(entry({ from: "new", to: "lost" }), "a")).toBe("You moved the status from New to Lost");
});
