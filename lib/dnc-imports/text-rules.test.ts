import { expect, it } from "vitest";
import { cellsOf, decodeText } from "./text-rules";

const utf16 = (text: string, big: boolean, mark: boolean) => {
  const bytes = Buffer.from(`${mark ? "\uFEFF" : ""}${text}`, "utf16le");
  return new Uint8Array(big ? bytes.swap16() : bytes);
};
const text = "müller@bücher.example\njosé@example.org";

it.each<[string, Uint8Array]>([
  ["UTF-8", new TextEncoder().encode(text)],
  ["UTF-8 with its mark", new TextEncoder().encode(`\uFEFF${text}`)],
  ["UTF-16, little end first", utf16(text, false, true)],
  ["UTF-16, big end first", utf16(text, true, true)],
  ["UTF-16 without a mark", utf16(text, false, false)],
  ["UTF-16, big end first, without a mark", utf16(text, true, false)],
  ["windows-1252", new Uint8Array(Buffer.from(text, "latin1"))],
])("a file in %s reads as it was written", (_, bytes) => {
  expect(decodeText(bytes)).toBe(text);
});

it("an empty file is an empty text", () => expect(decodeText(new Uint8Array())).toBe(""));

it.each<[string, string[]]>([
  ["a,b,c", ["a", "b", "c"]],
  ['"Doe, Jane";x;y', ["Doe, Jane", "x", "y"]],
  ["a\tb", ["a", "b"]],
  ['"say ""hi""",b', ['say "hi"', "b"]],
  ['"never closed,b', ["never closed,b"]],
  ["", [""]],
])("the cells of %j", (line, cells) => expect(cellsOf(line)).toEqual(cells));
