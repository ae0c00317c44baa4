import { expect, test } from "vitest";
import { mergedWords } from "./merge-words";

test.each([
  ["I. Albrecht", "I. Albrecht is merged into Ines Albrecht"],
  ["the other Ines Albrecht", "The other Ines Albrecht is merged into Ines Albrecht"],
  ["ines@us.example", "ines@us.example is merged into Ines Albrecht"],
])("says of %s: %s", (other, words) => {
  expect(mergedWords({ lead: "Ines Albrecht", other })).toBe(words);
});
