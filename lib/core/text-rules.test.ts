import fc from "fast-check";
import { expect, it } from "vitest";
import { cutText, sayTogether } from "./text-rules";

it.each([
  ["short", 10, "short"],
  ["longer", 4, "long"],
  ["ab🦊", 4, "ab🦊"],
  ["ab🦊c", 4, "ab🦊"],
  ["ab🦊c", 3, "ab"],
  ["🦊", 1, ""],
  ["", 3, ""],
])("%j in %i characters is %j", (text, most, cut) => {
  expect(cutText(text, most)).toBe(cut);
});

it("is the beginning of the text, no longer than asked, at most one shorter, and whole", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(40), (text, most) => {
      const cut = cutText(text, most);
      expect(text.startsWith(cut)).toBe(true);
      expect(cut.length).toBeLessThanOrEqual(most);
      expect(cut.length).toBeGreaterThanOrEqual(Math.min(text.length, most) - 1);
      expect(/\p{Cs}/u.test(cut)).toBe(/\p{Cs}/u.test(text.slice(0, cut.length)));
      expect(/\p{Cs}/u.test(cut)).toBe(false);
    }),
  );
});

it.each([
  [["Taken 1 hour ago. The slot is taken.", "Taken 1 hour ago."], "Taken 1 hour ago. The slot is taken."],
  [["Alice emailed.", "Bob called."], "Alice emailed. Bob called."],
  [["Alice emailed.", "Alice emailed."], "Alice emailed."],
  [[], ""],
])("%j together is %j", (sentences, said) => {
  expect(sayTogether(sentences)).toBe(said);
});
