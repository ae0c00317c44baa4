import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvRecord, takeRecords } from "./csv-rules";

const read = (text: string, width = 0, delimiter = ",") =>
  takeRecords(text, 1, { delimiter, width, final: true }).records.map(({ line, cells, problem }) =>
    problem ? { line, broken: problem.reason } : { line, cells },
  );

/** The same in pieces of this many letters, as a file comes. */
const inPieces = (text: string, size: number) => recordsInPieces(text, size, 0).map((record) => record.cells);

function recordsInPieces(text: string, size: number, width: number): CsvRecord[] {
  const all: CsvRecord[] = [];
  let [rest, line, skip] = ["", 1, false];
  for (let at = 0; at <= text.length; at += size) {
    const final = at + size > text.length;
    rest += text.slice(at, at + size);
    const taken = takeRecords(rest, line, { delimiter: ",", width, final, skip });
    all.push(...taken.records);
    rest = rest.slice(taken.at);
    line = taken.line;
    skip = taken.skip;
  }
  return all;
}

describe("records", () => {
  it.each<[string, string, object[]]>([
    [
      "with any line end",
      "a,b\r\nc,d\re,f\ng,h",
      [
        ["a", "b"],
        ["c", "d"],
        ["e", "f"],
        ["g", "h"],
      ].map((cells, nth) => ({ line: nth + 1, cells })),
    ],
    [
      "with an empty line between",
      "a,b\n\n\nc,d\n",
      [
        { line: 1, cells: ["a", "b"] },
        { line: 4, cells: ["c", "d"] },
      ],
    ],
    [
      "with quotes as spreadsheets write them",
      '"Doe, Jane","say ""hi""",""\n',
      [{ line: 1, cells: ["Doe, Jane", 'say "hi"', ""] }],
    ],
    [
      "with a line break in a cell",
      'a,"b\r\nc",d\ne,f,g',
      [
        { line: 1, cells: ["a", "b\r\nc", "d"] },
        { line: 3, cells: ["e", "f", "g"] },
      ],
    ],
    ["with inches", 'pipe,5" wide,x\n', [{ line: 1, cells: ["pipe", '5" wide', "x"] }]],
    ["with a space behind the quote", '"a" ,b\n', [{ line: 1, cells: ["a", "b"] }]],
  ])("%s", (_, text, expected) => expect(read(text)).toEqual(expected));

  it("costs one line when a quote is never closed, and the lines below are read", () => {
    const found = read('a,b\n"x,1\ny,2\nz,3\n', 2);
    expect(found.map((one) => one.line)).toEqual([1, 2, 3, 4]);
    expect(found[1]).toMatchObject({ broken: expect.stringContaining("never closed") });
    expect(found[3]).toEqual({ line: 4, cells: ["z", "3"] });
  });

  it("costs one line when the next quote of the file closes it by chance", () => {
    const found = read('a,b\n"x,1\ny,2\nz,"3"\n', 2);
    expect(found.map((one) => ("cells" in one ? one.cells : "broken"))).toEqual([
      ["a", "b"],
      "broken",
      ["y", "2"],
      ["z", "3"],
    ]);
  });

  it("keeps the cells of a broken line when they can be told apart", () => {
    const [, broken] = takeRecords('a,b\n"x"y,1\n', 1, { delimiter: ",", width: 2, final: true }).records;
    expect(broken).toMatchObject({ cells: ["xy", "1"], problem: { column: null } });
  });

  it("says the line in which a quote opens that is never closed, also below the line on which its row begins", () => {
    const found = read('a,b,c\n1,"x\ny","z\n2,3,4\n', 3);
    expect(found[1]).toEqual({ line: 2, broken: "A quotation mark opens in line 3 and is never closed." });
    expect(found.at(-1)).toEqual({ line: 4, cells: ["2", "3", "4"] });
  });

  it.each([
    ["of one long word", "x"],
    ["with an open quote", '"x'],
    ["of quotation marks", '"'],
    ["of separators", ","],
  ])("a line %s that never seems to end costs itself once, and the lines below keep their numbers", (_, start) => {
    const text = `a,b\r\n1,2\r\n${start}${(start[0] ?? "").repeat(9_000_000)}\r\n3,4\r\n`;
    const found = recordsInPieces(text, 256 * 1024, 2);
    expect(found.map(({ line, cells, problem }) => [line, problem?.reason ?? cells])).toEqual([
      [1, ["a", "b"]],
      [2, ["1", "2"]],
      [3, "This line is longer than 4,000,000 characters, so only its beginning was read."],
      [4, ["3", "4"]],
    ]);
    expect(found[2]?.cells.join("").length).toBeLessThan(2000);
  });

  it("more cells than any table has are not told apart", () => {
    const [plain, quoted] = takeRecords(`${",".repeat(50_000)}\n"",${",".repeat(50_000)}\n`, 1, {
      delimiter: ",",
      width: 2,
      final: true,
    }).records;
    expect(plain?.cells).toHaveLength(16_385);
    expect(plain?.cells.join(",")).toHaveLength(50_000);
    expect(quoted?.problem?.reason).toBe("This row has more than 16,384 cells.");
  });

  it("a cell of a megabyte is one cell", () => {
    const long = "x".repeat(1_000_000);
    expect(read(`a,"${long}"\nb,${long}\n`, 2)).toEqual([
      { line: 1, cells: ["a", long] },
      { line: 2, cells: ["b", long] },
    ]);
  });
});

const cell = fc.string({ unit: fc.constantFrom("a", "b", " ", ",", '"', "\n", "\r", "ü"), maxLength: 6 });
const table = fc
  .integer({ min: 1, max: 4 })
  .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
const written = (rows: string[][], end: string) =>
  rows.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(",")).join(end) + end;

it("what is written by the standard is read as it was, also in pieces, and as another reader reads it", () => {
  fc.assert(
    fc.property(table, fc.constantFrom("\n", "\r\n", "\r"), fc.integer({ min: 1, max: 9 }), (rows, end, size) => {
      const text = written(rows, end);
      expect(inPieces(text, size)).toEqual(rows);
      expect(parse(text, { record_delimiter: end, skip_empty_lines: false })).toEqual(rows);
    }),
    { numRuns: 300 },
  );
});

it("no text ends the reading, loses a line behind it or takes another path in pieces", () => {
  const noise = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " "), maxLength: 60 });
  fc.assert(
    fc.property(noise, (text) => {
      const whole = takeRecords(`${text}\nlast,line\n`, 1, { delimiter: ",", width: 2, final: true });
      expect(whole.at).toBe(text.length + 11);
      const lines = whole.records.map((record) => record.line);
      expect(lines).toEqual(lines.toSorted((a, b) => a - b));
    }),
    { numRuns: 500 },
  );
});
