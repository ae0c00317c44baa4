import { expect, test } from "vitest";
import { aroundWords } from "./segment-words";

const long = `${"before ".repeat(40)}the Café decides in spring ${"after ".repeat(60)}`;

test("shows what was said around the first word that is looked for, whatever its accents and capitals", () => {
  const shown = aroundWords(long, "cafe SPRING");
  expect(shown).toMatch(/^… before .*the Café decides in spring after/);
  expect(shown.length).toBeLessThan(210);
  expect(aroundWords("Short: the café", "cafe")).toBe("Short: the café");
  expect(aroundWords("Nothing of it", "spring")).toBe("Nothing of it");
});
