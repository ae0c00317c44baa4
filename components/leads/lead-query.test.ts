import { expect, it } from "vitest";
import { leadHref, leadQuery } from "./lead-query";

it("writes the same filters always as the same text, and what is not filtered not at all", () => {
  const text = leadQuery({ sort: "-score", status: ["new", "on_ice"], q: "ines & co", owner: null });
  expect(text).toBe("q=ines%20%26%20co&status=new,on_ice&sort=-score");
  expect(leadQuery({ sort: "-last_contacted_at", status: [], q: "" })).toBe("");
});

it("begins at the first row again when a filter changes", () => {
  expect(leadHref({ q: "ines", cursor: "abc" }, { owner: "me" })).toBe("/leads?q=ines&owner=me");
  expect(leadHref({ q: "ines" }, { q: null })).toBe("/leads");
});
