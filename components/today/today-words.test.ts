import { describe, expect, it } from "vitest";
import type { DayItem } from "@/lib/daily-outreach/schema";
import { nextAfter, notesOf } from "./today-words";

const items = (...open: string[]) =>
  ["a", "b", "c"].map((id) => ({ id, status: open.includes(id) ? "open" : "done" }) as DayItem);

describe("the next item of a day", () => {
  it("takes the place of the one that went, and is the last one when there is none below", () => {
    expect(nextAfter(items("a", "b", "c"), items("a", "c"), "b")).toBe("c");
    expect(nextAfter(items("a", "b", "c"), items("a", "b"), "c")).toBe("b");
    expect(nextAfter(items("a"), items(), "a")).toBeNull();
  });
});

it("keeps what was noted of a step of a sequence, and not the words that asked for it", () => {
  expect(notesOf({ reason: "sequence", body: "Ask about the route" }, "Ask about the route")).toEqual({});
  expect(notesOf({ reason: "sequence", body: "Ask about the route" }, "She drives it herself")).toEqual({
    notes: "She drives it herself",
  });
  expect(notesOf({ reason: "suggestion", body: null }, "It is her brother")).toEqual({ notes: "It is her brother" });
  expect(notesOf({ reason: "follow_up", body: null }, " ")).toEqual({});
});
