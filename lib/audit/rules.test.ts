import { expect, test } from "vitest";
import { tellPayload } from "./rules";

test.each<[string, Record<string, unknown>, ReturnType<typeof tellPayload>]>([
  [
    "a change field by field",
    { lead_id: "x", changes: { title: { old: null, new: "Buyer" }, score: { old: 3, new: 7 } } },
    {
      changes: [
        { field: "title", old: null, new: "Buyer" },
        { field: "score", old: "3", new: "7" },
      ],
      facts: [{ name: "lead_id", value: "x" }],
    },
  ],
  [
    "a whole before and after: only what differs",
    { old: { role: "rep", active: true, remote: false }, new: { role: "admin", active: true, remote: true } },
    {
      changes: [
        { field: "role", old: "rep", new: "admin" },
        { field: "remote", old: "no", new: "yes" },
      ],
      facts: [],
    },
  ],
  [
    "facts, with people by their names and lists as text",
    { user: { id: "u", name: "Dana" }, codes: ["A", "B"], subject: null },
    {
      changes: [],
      facts: [
        { name: "user", value: "Dana" },
        { name: "codes", value: '["A","B"]' },
      ],
    },
  ],
  ["nothing", {}, { changes: [], facts: [] }],
])("tells %s", (_, payload, told) => {
  expect(tellPayload(payload)).toEqual(told);
});
