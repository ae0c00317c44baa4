import { describe, expect, it } from "vitest";
import { fittingColleagues, mentionParts, openMention, withMention } from "./mention-rules";

const colleagues = ["Alice Moreau", "Ben Otto", "Bea Moreau-Lind"].map((name) => ({ id: name, name }));

describe("the name being written", () => {
  it.each([
    ["@", 1, { start: 0, query: "" }],
    ["ask @al", 7, { start: 4, query: "al" }],
    ["ask @Alice Mo and", 13, { start: 4, query: "Alice Mo" }],
    ["x@al", 4, null],
    ["ask al", 6, null],
    ["@al\nnext", 8, null],
    ["(@be", 4, { start: 1, query: "be" }],
  ] as const)("in %j at %i is %j", (text, caret, expected) => {
    expect(openMention(text, caret)).toEqual(expected);
  });

  it("finds who begins so, by any part of the name, and nobody once it is whole", () => {
    const names = (query: string) => fittingColleagues(colleagues, query).map((one) => one.name);
    expect(names("")).toHaveLength(3);
    expect(names("be")).toEqual(["Ben Otto", "Bea Moreau-Lind"]);
    expect(names("mor")).toEqual(["Alice Moreau", "Bea Moreau-Lind"]);
    expect(names("alice m")).toEqual(["Alice Moreau"]);
    expect(names("Alice Moreau ")).toEqual([]);
    expect(names("Zed")).toEqual([]);
  });

  it("is replaced by the whole, with one space behind it", () => {
    expect(withMention("ask @al now", { start: 4, query: "al" }, "Alice Moreau")).toEqual({
      text: "ask @Alice Moreau now",
      caret: 18,
    });
  });
});

it("marks the names in a text and loses nothing of it", () => {
  const body = "@Alice Moreau, see @ben otto (not @Benny)";
  const parts = mentionParts(body, ["Alice Moreau", "Ben Otto"]);
  expect(parts.filter((part) => part.named).map((part) => part.text)).toEqual(["@Alice Moreau", "@ben otto"]);
  expect(parts.map((part) => part.text).join("")).toBe(body);
  expect(mentionParts("a (b) @J. (Bob)", ["J. (Bob)"]).some((part) => part.named)).toBe(true);
});
