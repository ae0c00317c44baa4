import { describe, expect, test } from "vitest";
import { CLAIM_SIZE, nextClaimSize } from "./rules";

describe("a lane takes", () => {
  test.each([
    ["more, when all it took left quickly", 5, { tookMs: 100, whole: true }, 10],
    ["never more than twenty", 20, { tookMs: 100, whole: true }, 20],
    ["few again from a server that is slow", 20, { tookMs: 9000, whole: true }, CLAIM_SIZE],
    ["few again when less was due", 20, { tookMs: 100, whole: false }, CLAIM_SIZE],
  ])("%s", (_, size, went, next) => expect(nextClaimSize(size, went)).toBe(next));
});
