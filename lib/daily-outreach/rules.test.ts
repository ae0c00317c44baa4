import { describe, expect, it } from "vitest";
import type { ItemReason } from "@/lib/outreach-items/schema";
import { fitMail, shareRoom, toneOf } from "./rules";

const reasons = ["reply", "follow_up", "score", "segment"] as const;
const list = (...counts: number[]) =>
  reasons.flatMap((reason, nth) => Array.from({ length: counts[nth] ?? 0 }, () => ({ reason: reason as ItemReason })));

describe("the room of a day", () => {
  it.each([
    { there: [20, 20, 20, 20], room: 16, taken: [8, 4, 2, 2] },
    { there: [20, 1, 0, 0], room: 12, taken: [11, 1, 0, 0] },
    { there: [2, 20, 0, 20], room: 16, taken: [2, 12, 0, 2] },
    { there: [0, 0, 20, 20], room: 16, taken: [0, 0, 14, 2] },
    { there: [0, 0, 0, 20], room: 12, taken: [0, 0, 0, 12] },
    { there: [2, 3, 1, 1], room: 12, taken: [2, 3, 1, 1] },
    { there: [5, 5, 5, 5], room: 1, taken: [1, 0, 0, 0] },
    { there: [5, 5, 5, 5], room: 0, taken: [0, 0, 0, 0] },
  ])("$room of replies, follow-ups, promising leads and first contacts $there are $taken", ({ there, room, taken }) => {
    const shared = shareRoom(list(...there), room);
    expect(reasons.map((reason) => shared.filter((one) => one.reason === reason).length)).toEqual(taken);
  });
});

it("takes as many emails as may still leave, in their order, and everything else", () => {
  const channels = ["email", "call", "email", "linkedin", "email"];
  const named = channels.map((channel, nth) => ({ channel, nth }));
  const taken = (room: number | null) => fitMail(named, room).map((one) => one.nth);
  expect([taken(null), taken(2), taken(0)]).toEqual([
    [0, 1, 2, 3, 4],
    [0, 1, 2, 3],
    [1, 3],
  ]);
});

it.each([
  ["Dear Ms Doe,\n\nwe would like to come.\n\nSincerely, Dana", "formal"],
  ["Hello Jo,\n\nshall we say Tuesday?\n\nYours sincerely\nDana", "formal"],
  ["Hi Jo,\n\nshall we say Tuesday?", "friendly"],
  ["Hello Jo, shall we say Tuesday?", "neutral"],
  ["Children ask about hidden things.", "neutral"],
  [" ", null],
  [null, null],
])("hears how a text sounds: %j is %s", (text, tone) => {
  expect(toneOf(text)).toBe(tone);
});
