import { createReadStream } from "node:fs";
import { takeRecords } from "./csv-rules";
import type { FileRow } from "./schema";
import { brokenCell, fitRow } from "./shape-rules";

type Text = { path: string; encoding: string; delimiter: string };

/** The records of a text file below its header, piece by piece: a file of any size takes the memory of one piece. */
export async function* readCsv({ path, encoding, delimiter }: Text, header: string[]): AsyncGenerator<FileRow[]> {
  const width = header.length;
  let [rest, line, number, below] = ["", 1, 0, false];
  for await (const { text, final } of textOf(path, encoding)) {
    const taken = takeRecords(rest + text, line, { delimiter, width, final });
    rest = (rest + text).slice(taken.at);
    line = taken.line;
    const records = below ? taken.records : taken.records.slice(headerLines(taken.records[0]?.cells));
    below ||= taken.records.length > 0;
    if (records.length === 0) continue;
    yield records.map((record) => {
      number += 1;
      const fit = record.problem ? record : fitRow(record.cells, width, delimiter);
      return { number, line: record.line, cells: fit.cells, problem: fit.problem ?? brokenCell(fit.cells, header) };
    });
  }
}

/** How many records stand above the first row: the header, and the line with which Excel names the separator. */
export const headerLines = (first: string[] | undefined): number => (/^sep=.?$/i.test(first?.[0] ?? "") ? 2 : 1);

/** The text of a file in pieces, the last of them marked; the byte-order mark is none of it. */
export async function* textOf(
  path: string,
  encoding: string,
  end?: number,
): AsyncGenerator<{ text: string; final: boolean }> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of createReadStream(path, { highWaterMark: 256 * 1024, end })) {
    yield { text: decoder.decode(bytes, { stream: true }), final: false };
  }
  yield { text: decoder.decode(), final: true };
}
