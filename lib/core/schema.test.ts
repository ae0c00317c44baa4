import { expect, it } from "vitest";
import { seenOrNull } from "./schema";

it.each([
  ["Ada", "Ada"],
  ["О'Коннор 🦊", "О'Коннор 🦊"],
  // A joiner within what can be seen belongs to it.
  ["नि\u200dत", "नि\u200dत"],
  ["👩\u200d🔬", "👩\u200d🔬"],
  ["", null],
  ["\u200b\u2060", null],
  ["\u202e \u200f", null],
  ["\u3164", null],
  [null, null],
  [undefined, null],
])("of %j is kept %j", (text, kept) => {
  expect(seenOrNull(text)).toBe(kept);
});
