import { expect, it } from "vitest";
import { askedWords, hasWords } from "./condition-words";

const rows = [
  [
    { field: "status", op: "any_of", value: ["new", "on_ice"], lead_value: "on_ice" },
    "Status is any of New, On ice",
    "It is On ice.",
  ],
  [{ field: "score", op: "between", value: [10, 20], lead_value: null }, "Score is between 10 and 20", "It is empty."],
  [
    { field: "last_contacted_at", op: "in_last_days", value: 7, lead_value: "2026-03-01T09:05:00.000Z" },
    "Last contact in the last 7 days",
    "It is 2026-03-01 09:05.",
  ],
  [{ field: "owner", op: "is", value: "7", lead_value: "Jane" }, "Owner is Tom", "It is Jane."],
  [{ field: "do_not_contact", op: "is", value: false, lead_value: true }, "Do not contact is no", "It is yes."],
  [{ field: "tags", op: "is_not_set", value: null, lead_value: [] }, "Tags is empty", "It is empty."],
  [{ field: "metadata", key: "Plan", op: "is", value: "Gold", lead_value: "Silver" }, "Plan is Gold", "It is Silver."],
] as const;

it.each(rows)("says a condition and what a lead has there: %j", (condition, asked, has) => {
  const one = { ...condition, holds: true } as unknown as Parameters<typeof hasWords>[0];
  expect([askedWords(one, { people: [{ id: "7", name: "Tom" }] }), hasWords(one)]).toEqual([asked, has]);
});
