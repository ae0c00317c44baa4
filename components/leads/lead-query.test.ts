import { expect, it } from "vitest";
import { isSameQuery, leadHref, leadQuery, viewHref, viewQuery } from "./lead-query";

it("writes the same filters always as the same text, and what is not filtered not at all", () => {
  const text = leadQuery({ sort: "-score", status: ["new", "on_ice"], q: "ines & co", owner: null });
  expect(text).toBe("q=ines%20%26%20co&status=new,on_ice&sort=-score");
  expect(leadQuery({ sort: "-last_contacted_at", status: [], q: "" })).toBe("");
});

it("begins at the first row again when a filter changes", () => {
  expect(leadHref({ q: "ines", cursor: "abc" }, { owner: "me" })).toBe("/leads?q=ines&owner=me");
  expect(leadHref({ q: "ines" }, { q: null })).toBe("/leads");
});

it("tells how a list looks in its address, and not in what is asked of the server", () => {
  const filters = { q: "ines", columns: "name.pin,email", view: "all", layout: null };
  expect(leadQuery(filters)).toBe("q=ines");
  expect(leadHref(filters, { sort: "name" })).toBe("/leads?q=ines&sort=name&columns=name.pin,email&view=all");
});

it("opens a view by its whole address, and knows whether the list is still what the view says", () => {
  const query = { status: "new,lost", q: "a&b", sort: "-last_contacted_at" };
  expect(viewHref({ id: "v", query })).toBe("/leads?status=new,lost&q=a%26b&sort=-last_contacted_at&view=v");
  const now = viewQuery({ status: ["new", "lost"], q: "a&b", view: "v", cursor: "x" });
  expect(isSameQuery(query, now)).toBe(true);
  expect(isSameQuery(query, { ...now, columns: "name,email" })).toBe(false);
  expect(isSameQuery(query, { ...now, sort: "name" })).toBe(false);
});
