import { expect, test } from "vitest";
import { digestText } from "./digest-rules";
import type { Notification } from "./schema";

const one: Notification = {
  id: "n",
  kind: "lead_contacted",
  at: "2026-03-02T10:00:00Z",
  read_at: null,
  actor: { id: "a", name: "Alice Moreau" },
  lead: { id: "l1", name: "Ines Calder", company: "Larkfield" },
  sequence: null,
  stopped: null,
  method: "call",
  outcome: null,
};

test("says each thing with its way into the product, and what stands behind them", () => {
  const [subject, text] = digestText([one, { ...one, kind: "lead_assigned", lead: null }], 23, "https://crm.example");
  expect(subject).toBe("23 things you have not read");
  expect(text).toBe(`23 things you have not read yet:

- Alice Moreau called Ines Calder (Larkfield)
  https://crm.example/leads/l1
- Alice Moreau gave you leads
- and 21 more

All of it is behind the bell: https://crm.example/

To get no more of these: https://crm.example/settings/notifications`);
});

test("counts one as one", () => {
  const [subject, text] = digestText([one], 1, "https://crm.example");
  expect(subject).toBe("1 thing you have not read");
  expect(text).not.toContain("more\n");
});
