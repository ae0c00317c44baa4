import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { bracketed, messageIdOf, requireMayStop, requireWaiting, sendAtOf } from "./rules";

const now = new Date("2026-03-04T12:00:00Z");
const actor = (given: Partial<Actor> = {}): Actor => ({
  userId: "me",
  name: "me",
  role: "rep",
  via: "api",
  scopes: [],
  ...given,
});
const codeOf = (work: () => unknown) => {
  try {
    work();
    return "ok";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};

describe("when a message goes out", () => {
  it.each([
    ["at once for a program", "api" as const, undefined, "2026-03-04T12:00:00.000Z"],
    ["ten seconds later for a person", "web" as const, undefined, "2026-03-04T12:00:10.000Z"],
    ["when it is said", "web" as const, "2026-03-05T09:00:00+01:00", "2026-03-05T08:00:00.000Z"],
    ["now, for a clock that is a minute behind", "api" as const, "2026-03-04T11:59:00Z", "2026-03-04T12:00:00.000Z"],
    ["a year ahead at most", "api" as const, "2027-03-05T12:00:00Z", "2027-03-05T12:00:00.000Z"],
  ])("is %s", (_, via, said, at) => {
    expect(sendAtOf(said, { actor: actor({ via }), now }).toISOString()).toBe(at);
  });

  it.each(["2026-03-04T11:58:59Z", "2027-03-05T12:00:01Z"])("is never %s", (said) => {
    expect(codeOf(() => sendAtOf(said, { actor: actor(), now }))).toBe("INVALID");
  });
});

describe("who may stop a message", () => {
  it.each([
    ["its writer", { userId: "writer" }, "ok"],
    ["a manager", { role: "manager" as const }, "ok"],
    ["an admin", { role: "admin" as const }, "ok"],
    ["a colleague", {}, "FORBIDDEN"],
  ])("%s: %s", (_, given, code) => {
    expect(codeOf(() => requireMayStop({ user_id: "writer" }, actor(given)))).toBe(code);
  });

  it.each([
    ["queued", "ok"],
    ["cancelled", "CONFLICT"],
    ["blocked", "CONFLICT"],
    ["sending", "CONFLICT"],
    ["sent", "CONFLICT"],
  ])("one that is %s: %s", (status, code) => {
    expect(codeOf(() => requireWaiting({ status }))).toBe(code);
  });
});

it.each(["failed", "rejected", "draft", "blocked"])(
  "of a message that is %s nobody says that it has left",
  (status) => {
    expect(() => requireWaiting({ status })).toThrow(/^(?!.*has left)/);
  },
);

it("a Message-ID is one of RFC 5322, kept as messages that arrive name it: without its brackets", () => {
  expect(messageIdOf("0190", "0191")).toMatch(/^[a-z0-9-]+@[a-z0-9.-]+$/);
  expect(bracketed(messageIdOf("0190", "0191"))).toMatch(/^<[a-z0-9-]+@[a-z0-9.-]+>$/);
});
