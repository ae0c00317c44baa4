import { describe, expect, it } from "vitest";
import { encodingOf } from "./encoding-rules";
import { delimiterOf, fitRow, headerOf } from "./shape-rules";

const text = "Vorname;Straße\nJürgen;Bücherweg 3\n";
const utf16 = (big: boolean, mark: boolean) => {
  const bytes = Buffer.from(`${mark ? "\uFEFF" : ""}${text}`, "utf16le");
  return new Uint8Array(big ? bytes.swap16() : bytes);
};

describe("a text is read as it was written", () => {
  it.each<[string, Uint8Array]>([
    ["UTF-8", new TextEncoder().encode(text)],
    ["UTF-8 with its mark", new TextEncoder().encode(`\uFEFF${text}`)],
    ["UTF-16, little end first", utf16(false, true)],
    ["UTF-16, big end first", utf16(true, true)],
    ["UTF-16 without a mark", utf16(false, false)],
    ["UTF-16, big end first, without a mark", utf16(true, false)],
    ["windows-1252", new Uint8Array(Buffer.from(text, "latin1"))],
  ])("%s", (_, bytes) => expect(new TextDecoder(encodingOf(bytes, true)).decode(bytes)).toBe(text));

  it("UTF-8 that is cut within a letter is UTF-8 still", () => {
    expect(encodingOf(new TextEncoder().encode("Jü").subarray(0, 2), false)).toBe("utf-8");
  });

  it("in Cyrillic of the old kind", () => {
    const bytes = new Uint8Array(
      [
        ..."Имя;Заметка\nИван;Просил перезвонить на следующей неделе и прислать договор\nМария;Не нужно звонить до конца месяца\n",
      ].map((letter) => {
        const code = letter.codePointAt(0) ?? 0;
        return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
      }),
    );
    expect(encodingOf(bytes, true)).toBe("windows-1251");
  });
});

it.each<[string, string]>([
  ["a,b,c\n1,2,3\n", ","],
  ["a;b;c\n1,5;2,7;3\n", ";"],
  ["a\tb\n1, or 2\t3\n", "\t"],
  ["a|b|c\n1|2|3\n", "|"],
  ['"a;b",c\n"d;e;f",g\n', ","],
  ["sep=;\na,b;c\n1;2\n", ";"],
  ["only\none\n", ","],
])("%j is separated by %j", (sample, expected) => expect(delimiterOf(sample)).toBe(expected));

it("columns without a name are called by their place, and a name that comes again has a number", () => {
  expect(headerOf(["\uFEFFEmail", " email ", "", "E\nMail", "Email"])).toEqual([
    "Email",
    "email (2)",
    "Column 3",
    "E Mail",
    "Email (3)",
  ]);
});

describe("a row beside its header", () => {
  it("fits with empty cells at its end", () => {
    expect(fitRow(["a", "b", "", " "], 2, ",")).toEqual({ cells: ["a", "b"], problem: null });
  });
  it("does not fit with a cell too few or too many", () => {
    expect(fitRow(["a"], 2, ",").problem?.reason).toBe("This row has 1 cell, the header has 2.");
    expect(fitRow(["a", "b", "c"], 2, ",").problem?.suggestion).toContain("too many");
  });
  it("that stands in one pair of quotation marks comes back with the cells it has without them", () => {
    expect(fitRow(['a,"b, c",d'], 3, ",")).toMatchObject({
      cells: ["a", "b, c", "d"],
      problem: { reason: expect.stringContaining("one pair of quotation marks") },
    });
  });
});
