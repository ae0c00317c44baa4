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
  how: null,
  seconds: null,
  ...rest,
});

it.each([
  [entry({ from: "new", to: "on_ice" }), "Alice Moreau moved the status from New to On ice"],
  [
    entry({ from: "new", to: "contacted", how: "log", seconds: 3 * 86_400 + 5 }),
    "A contact of Alice Moreau moved the status from New to Contacted, after 3 days",
  ],
  [
    entry({ from: "contacted", to: "conversing", actor: null, how: "reply", seconds: 3600 }),
    "Their answer moved the status from Contacted to Conversing, after 1 hour",
  ],
  [
    entry({ from: "new", to: "lost", how: "user", seconds: 9 }),
    "Alice Moreau moved the status from New to Lost, after less than a minute",
  ],
  [
    entry({ kind: "assignment", what: "lead.round_robin", to: "Bea", actor: null, how: "Website, in turn" }),
    "The rule “Website, in turn” gave the lead to Bea, whose turn it was",
  ],
  [
    entry({ kind: "assignment", what: "lead.hand_over", from: "Ben", to: "Bea" }),
    "Alice Moreau agreed to hand the lead over to Bea, it was Ben's",
  ],
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
