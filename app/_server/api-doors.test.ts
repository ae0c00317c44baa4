import { expect, test } from "vitest";
import { apiDoors, onceLoaded, textOf } from "./api-doors";

const find = apiDoors({
  "/api/leads/route": "/api/leads",
  "/api/leads/[id]/route": "/api/leads/[id]",
  "/api/leads/count/route": "/api/leads/count",
  "/api/leads/[id]/contacts/route": "/api/leads/[id]/contacts",
  "/api/leads/[id]/notes/[noteId]/route": "/api/leads/[id]/notes/[noteId]",
  "/api/auth/[...nextauth]/route": "/api/auth/[...nextauth]",
  "/api/[...path]/route": "/api/[...path]",
  "/(crm)/leads/page": "/leads",
});

test("a path finds the route file that answers it, with its parameters", () => {
  expect(find("/api/leads")).toEqual({ file: "/api/leads/route", params: {} });
  expect(find("/api/leads/7")).toEqual({ file: "/api/leads/[id]/route", params: { id: "7" } });
  expect(find("/api/leads/7/notes/a%20b")?.params).toEqual({ id: "7", noteId: "a b" });
});

test("a fixed part goes before a parameter, and a parameter takes what no deeper fixed part has", () => {
  expect(find("/api/leads/count")?.file).toBe("/api/leads/count/route");
  expect(find("/api/leads/count/contacts")).toEqual({
    file: "/api/leads/[id]/contacts/route",
    params: { id: "count" },
  });
});

test("what is none of them is left to Next.js: other paths, empty parts, ends with a slash", () => {
  for (const path of ["/api/nothing", "/api/leads/", "/api/leads//contacts", "/leads", "/api/auth/session"]) {
    expect(find(path)).toBeNull();
  }
});

test("a parameter that is no text stands as it came, for a door to say that nothing is under it", () => {
  expect(find("/api/leads/%ff/contacts")?.params).toEqual({ id: "%ff" });
  expect(["/api/%ff", "/api/%", "/api/a%20b"].map(textOf)).toEqual([null, null, "/api/a b"]);
});

test("a route file is loaded once, and one that could not be loaded is tried again", async () => {
  let tries = 0;
  const load = onceLoaded(async () => {
    tries += 1;
    if (tries === 1) throw new Error("too many open files");
    return {};
  });
  await expect(load("/api/leads/route")).rejects.toThrow("too many open files");
  const [one, other] = await Promise.all([load("/api/leads/route"), load("/api/leads/route")]);
  expect([one === other, tries]).toEqual([true, 2]);
});
