import { describe, expect, it } from "vitest";
import { comparableText } from "./rules";

const core = "We can have the Worcester depot live before the holiday peak if we start this month.";
const plain = "we can have the worcester depot live before the holiday peak if we start this month";

describe("what is compared of a text", () => {
  it.each([
    ["as it stands", core],
    ["after a greeting", `Hi Ines,\n\n${core}`],
    ["after a greeting in the same line", `Hello Ines Calder, ${core}`],
    ["after a formal greeting", `Dear Ms Calder:\n${core}`],
    ["before a sign-off", `${core}\n\nBest,\nDana`],
    ["before a sign-off in the same line", `${core} Best, Dana`],
    ["before regards and a name", `${core}\nKind regards\nDana Ruiz\nFernway Logistics\n+1 617 555 0142`],
    ["before a signature", `${core}\n-- \nDana Ruiz, Fernway`],
    ["above a quoted message", `${core}\n\nOn Mon, 16 Nov 2026 at 09:12, Ines wrote:\n> When could we begin?\n> Ines`],
    ["below a quoted message", `> When could we begin?\n\n${core}`],
    ["above an original message", `${core}\n-----Original Message-----\nFrom: Ines\nWhen could we begin?`],
    ["with other line ends, spaces and capitals", `  ${core.toUpperCase().replaceAll(" ", "  ")}\r\n`],
    ["with quotation marks and dashes", `“${core.replace(" if ", " – if ")}”`],
  ])("is the same %s", (_, text) => {
    expect(comparableText(text)).toBe(plain);
  });

  it.each([
    ["nothing", ""],
    ["null", null],
    ["a short word", "Hi Ines,\nany news?\nBest,\nDana"],
    ["quotes alone", "> Hello\n> you"],
  ])("is nothing for %s", (_, text) => {
    expect(comparableText(text)).toBeNull();
  });

  it("keeps what only looks like a greeting, a sign-off or a quote", () => {
    const text = "Thanks for the figures you sent.\nHighlights are below, and best of all: they fit into one page.";
    expect(comparableText(text)).toBe(
      "thanks for the figures you sent highlights are below and best of all they fit into one page",
    );
  });

  // In time that grows with the square of the length neither would end before the test does.
  it("is at most 4,000 characters, in any script, also of the longest text", () => {
    expect(comparableText("слово ".repeat(200_000))).toHaveLength(4000);
    expect(comparableText(`${"On a ".repeat(90_000)}\n${">".repeat(90_000)}`)?.length).toBeLessThanOrEqual(4000);
  });
});
