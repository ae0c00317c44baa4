import { describe, expect, test } from "vitest";
import { CLAIM_SIZE, fullMailboxes, LANES, nextClaimSize, nextToSend, restAfter, wayOf } from "./rules";

describe("taking messages", () => {
  test.each([
    ["more, when all that was taken left quickly", 10, { tookMs: 100, whole: true }, 20],
    ["never more than fifty", 40, { tookMs: 100, whole: true }, 50],
    ["few again from a server that is slow", 50, { tookMs: 9000, whole: true }, CLAIM_SIZE],
    ["few again when less was due", 50, { tookMs: 100, whole: false }, CLAIM_SIZE],
  ])("%s", (_, size, went, next) => expect(nextClaimSize(size, went)).toBe(next));
});

test.each([
  ["rests a second", { pace: true }, 1000],
  ["rests as long as its server asks", { pace: true, retryAfterSeconds: 3 }, 3000],
  ["rests five seconds at most", { pace: true, retryAfterSeconds: 600 }, 5000],
  ["goes on after any other word", { retryAfterSeconds: 600 }, 0],
])("a lane %s", (_, said, ms) => expect(restAfter({ kind: "later", response: "429", ...said })).toBe(ms));

describe("which message goes next", () => {
  const by = (id: string | null) => ({ transport: "smtp" as const, mailbox: id === null ? null : { id, version: 1 } });
  const underway = (...list: ReturnType<typeof by>[]) => {
    const counts = new Map<string, number>();
    for (const one of list) counts.set(wayOf(one), (counts.get(wayOf(one)) ?? 0) + 1);
    return counts;
  };

  test("a mailbox has three lanes, and what waits behind it for another goes first then", () => {
    const [slow, quick] = [by("slow"), by("quick")];
    expect(nextToSend([slow, quick], underway(slow, slow))).toBe(slow);
    expect(nextToSend([slow, quick], underway(slow, slow, slow))).toBe(quick);
    expect(nextToSend([slow], underway(slow, slow, slow))).toBeUndefined();
  });

  test("what has no mailbox may have all lanes, and there are no more", () => {
    const house = by(null);
    expect(nextToSend([house], underway(...Array.from({ length: LANES - 1 }, () => house)))).toBe(house);
    expect(nextToSend([house, by("a")], underway(...Array.from({ length: LANES }, () => house)))).toBeUndefined();
  });

  test("a mailbox with six that wait is full", () => {
    const waiting = [by(null), ...Array.from({ length: 6 }, () => by("full")), by("free")];
    expect(fullMailboxes(waiting)).toEqual(["full"]);
  });
});
