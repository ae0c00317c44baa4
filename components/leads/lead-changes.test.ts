import { expect, it } from "vitest";
import type { Lead } from "@/lib/leads/schema";
import { changeOf, shownChange, textOf } from "./lead-changes";

const lead = { title: null, source: "fair", tags: ["a", "b"], company: { id: "c", name: "Larkfield", domain: null } };

it("shows a field as it is typed, and sends what was typed", () => {
  // The fields that are typed, and no other.
  const shown = (field: "title" | "tags" | "company") => textOf(lead as unknown as Lead, field);
  expect([shown("title"), shown("tags"), shown("company")]).toEqual(["", "a, b", "Larkfield"]);
  expect(changeOf("tags", " b ,, c ")).toEqual({ tags: ["b", "c"] });
  expect(changeOf("title", "  ")).toEqual({ title: null });
});

it("shows a change before it is stored, and nothing else", () => {
  const people = [{ id: "u", name: "Bea" }];
  expect(shownChange({ owner_id: "u" }, people)).toEqual({ owner: { id: "u", name: "Bea" } });
  expect(shownChange({ owner_id: null }, people)).toEqual({ owner: null });
  expect(shownChange({ status: "lost", status_reason: "no budget" }, people)).toEqual({ status: "lost" });
  expect(shownChange({ company: "Nordvane" }, people)).toEqual({ company: { id: "", name: "Nordvane", domain: null } });
});
