import { describe, expect, it } from "vitest";
import { durationWords, readDuration } from "./duration-words";

describe("the length of a call", () => {
  it.each([
    [0, "0:00"],
    [45, "0:45"],
    [200, "3:20"],
    [3723, "1:02:03"],
  ])("%i seconds reads %s, and back", (seconds, words) => {
    expect(durationWords(seconds)).toBe(words);
    expect(readDuration(words)).toBe(seconds);
  });

  it.each([
    ["4", 240],
    ["4 min", 240],
    ["45s", 45],
    ["1 h", 3600],
    ["90 seconds", 90],
    [" ", null],
    ["a while", undefined],
    ["3:99", undefined],
    ["-4", undefined],
    ["1.5", undefined],
  ])("typed as %j is %s", (typed, seconds) => {
    expect(readDuration(typed)).toBe(seconds);
  });
});
