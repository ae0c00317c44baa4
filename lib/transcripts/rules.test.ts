import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentsOf, textOf } from "./rules";

const said = (content: string) => segmentsOf(content).map(({ from, to, speaker, text }) => [from, to, speaker, text]);

describe("what was said is read from", () => {
  it("WebVTT with header, notes, styles, names, tags and entities", () => {
    const content = `WEBVTT - a call

NOTE made by
a machine

STYLE
::cue { color: red }

intro
00:01.500 --> 00:03.000 align:start
<v Dana Ruiz>Good <i>morning</i> &amp; welcome</v>

00:00:03.000 --> 00:00:05.250
<v.loud Ines>Hello
there`;
    expect(said(content)).toEqual([
      [1.5, 3, "Dana Ruiz", "Good morning & welcome"],
      [3, 5.25, "Ines", "Hello there"],
    ]);
  });

  it("SubRip with a mark at the beginning, Windows ends of lines and commas", () => {
    const content =
      "\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\nDana Ruiz: Hi\r\n\r\n2\r\n01:00:03,000 --> 01:00:04,000\r\nInes: Yes?\r\n";
    expect(said(content)).toEqual([
      [1, 2.5, "Dana Ruiz", "Hi"],
      [3603, 3604, "Ines", "Yes?"],
    ]);
  });

  it("SubRip without numbers, without empty lines between cues, and with old ends of lines", () => {
    const content = "00:00:01,000 --> 00:00:02,000\rOne\r2\r00:00:03,000 --> 00:00:04,000\rTwo";
    expect(said(content)).toEqual([
      [1, 2, null, "One"],
      [3, 4, null, "Two"],
    ]);
  });

  it("cues that overlap, stand in disorder or end before they begin", () => {
    const content = `00:00:05,000 --> 00:00:06,000
third

00:00:01,000 --> 00:00:09,000
first

00:00:02,000 --> 00:00:01,000
second`;
    expect(said(content)).toEqual([
      [1, 9, null, "first"],
      [2, 2, null, "second"],
      [5, 6, null, "third"],
    ]);
  });

  it("plain text, line by line, with stamps and names where there are any", () => {
    const content = `[00:12] Dana Ruiz: So, the budget
(1:00:02) INTERVIEWER: Go on
00:13:05 - Speaker 2: In May

The question is: who signs
He said 12:30 is fine`;
    expect(said(content)).toEqual([
      [12, null, "Dana Ruiz", "So, the budget"],
      [3602, null, "INTERVIEWER", "Go on"],
      [785, null, "Speaker 2", "In May"],
      [null, null, null, "The question is: who signs"],
      [null, null, null, "He said 12:30 is fine"],
    ]);
  });

  it("a number that is what somebody said", () => {
    const content = "1\n00:00:01,000 --> 00:00:02,000\nHow many?\n42\n\n2\n00:00:03,000 --> 00:00:04,000\n42";
    expect(said(content).map((one) => one[3])).toEqual(["How many? 42", "42"]);
  });

  it("a file of two million letters, also one that is all times or all signs", () => {
    const cue = (nth: number) =>
      `${nth}\n00:00:${String(nth % 60).padStart(2, "0")},000 --> 00:00:59,000\nsome words ${nth}\n\n`;
    const many = Array.from({ length: 38_000 }, (_, nth) => cue(nth))
      .join("")
      .slice(0, 2_000_000);
    expect(segmentsOf(many).length).toBeGreaterThan(30_000);
    expect(segmentsOf("a".repeat(2_000_000))).toHaveLength(1);
    for (const sign of ["<", "&", ":", " :", "0:", "<v "])
      expect(segmentsOf(`x${sign.repeat(2_000_000 / sign.length - 1)}`)).toHaveLength(1);
  });
});

it.each([
  ["", "nothing"],
  ["\uFEFF \r\n\t\n", "blanks"],
  ["WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "a cue without words"],
  ["\uFEFFWEBVTT Call\n\n", "the name of the format alone"],
  ["1\n00:00:01,000 --> 00:00:02,000\n<i></i>\n", "tags alone"],
])("%j, which is %s, is refused with the way out", (content) => {
  expect(() => segmentsOf(content)).toThrow(/no words/);
});

it("refuses what no call has", () => {
  expect(() => segmentsOf("a\n".repeat(50_001))).toThrow(/50,000 parts/);
});

it("loses no word of a plain text, whatever it holds", () => {
  const word = fc.stringMatching(/^[a-z]{1,8}$/);
  fc.assert(
    fc.property(fc.array(fc.array(word, { minLength: 1 }), { minLength: 1 }), (lines) => {
      const content = lines.map((words) => words.join(" ")).join("\r\n");
      expect(textOf(segmentsOf(content)).split(/\s+/)).toEqual(lines.flat());
    }),
  );
});
