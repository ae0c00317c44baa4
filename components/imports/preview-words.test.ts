import { expect, it } from "vitest";
import { alsoOf, firstOf } from "./preview-words";

it("a row of a file says everything that it will store", () => {
  const row = {
    line: 2,
    outcome: "created" as const,
    name: "Ann",
    title: "CEO",
    email: null,
    phone: null,
    linkedin: null,
    company: null,
    owner: "Bob Tanner",
    source: "Fair",
    tags: ["vip", "warm"],
    blocked: ["all", "email", "sms"],
    touch: { at: "2026-03-01T12:00:00.000Z", channel: "email", direction: "inbound" as const },
    deal: {
      estimated_value_minor: 1_250_050,
      currency: "EUR",
      expected_close_date: "2026-06-30",
      probability_override: 0.4,
    },
    source_metadata: { utm_source: "ads" },
    kept: { Plan: "Gold" },
    problems: [],
    possible_duplicate: null,
  };
  expect(alsoOf(row)).toEqual([
    "Do not contact",
    "Do not email",
    "Do not contact by SMS",
    "Heard from by email on 2026-03-01",
    "Worth 12,500.50 EUR",
    "Expected to close on 2026-06-30",
    "Probability 40 %",
    "CEO",
    "Owner: Bob Tanner",
    "Tags: vip, warm",
    "Source: Fair",
    "utm_source: ads",
    "Plan: Gold",
  ]);
  const elsewhere = { ...row, touch: { ...row.touch, channel: "other", direction: "outbound" as const } };
  expect(alsoOf(elsewhere)).toContain("Contacted on 2026-03-01");
  expect(
    alsoOf({
      ...row,
      title: null,
      owner: null,
      source: null,
      tags: [],
      blocked: [],
      touch: null,
      deal: { estimated_value_minor: null, currency: null, expected_close_date: null, probability_override: null },
      source_metadata: {},
      kept: {},
    }),
  ).toEqual([]);
});

it("of very many phrases the first are said, and how many there are besides", () => {
  const phrases = Array.from({ length: 9 }, (_, nth) => `${nth}`);
  expect(firstOf(phrases)).toEqual(["0", "1", "2", "3", "4", "5", "and 3 more"]);
  expect(firstOf(phrases.slice(0, 7))).toHaveLength(7);
  expect(firstOf(["x".repeat(500)])).toEqual([`${"x".repeat(79)}…`]);
});
