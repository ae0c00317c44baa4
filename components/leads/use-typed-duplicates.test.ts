import { expect, it } from "vitest";
import { queryOf } from "./use-typed-duplicates";

function form(fields: Record<string, string>): FormData {
  const typed = new FormData();
  for (const [name, value] of Object.entries(fields)) typed.set(name, value);
  return typed;
}

it("asks by who is typed and nothing else, and never about the lead that is edited", () => {
  const fields = { first_name: " Ann ", last_name: "", email: "ann@b.org", title: "CEO", notes: "secret" };
  expect(String(queryOf(form(fields), "7"))).toBe("first_name=Ann&email=ann%40b.org&lead_id=7&limit=3");
});

it.each([[{}], [{ first_name: "A", last_name: "Li" }], [{ title: "Head of Logistics" }], [{ email: "x".repeat(400) }]])(
  "asks nothing while %j says nothing",
  (fields: Record<string, string>) => expect(queryOf(form(fields), null)).toBeNull(),
);
