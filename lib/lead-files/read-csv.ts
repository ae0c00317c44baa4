import { createReadStream } from "node:fs";
import type { Watch } from "@/lib/workbooks/schema";
import { type CsvRecord, takeRecords } from "./csv-rules";
import { type FileRow, MOST_RECORD } from "./schema";
import { brokenCell, fitRow } from "./shape-rules";

type Text = { path: string; encoding: string; delimiter: string };

/** The records of a text file below its header, piece by piece: a file of any size takes the memory of one piece. */
export async function* readCsv(file: Text, header: string[], watch?: Watch): AsyncGenerator<FileRow[]> {
  const width = header.length;
  let [number, below] = [0, false];
  for await (const found of recordsOf(file, width, { watch })) {
    const records = below ? found : found.slice(headerLines(found[0]?.cells));
    below ||= found.length > 0;
    yield records.map((record) => {
      number += 1;
      const fit = record.problem ? record : fitRow(record.cells, width, file.delimiter);
      return { number, line: record.line, cells: fit.cells, problem: fit.problem ?? brokenCell(fit.cells, header) };
    });
  }
}

type Bounds = { end?: number; watch?: Watch };

/** The records of a text file, the header too; pieces without one as well, so that whoever reads can stop. One that is longer than a piece is looked at again when there is twice as much of it. */
export async function* recordsOf(
  { path, encoding, delimiter }: Text,
  width: number,
  bounds: Bounds,
): AsyncGenerator<CsvRecord[]> {
  let [rest, line, skip, wanted] = ["", 1, false, 0];
  for await (const { text, final } of textOf(path, encoding, bounds)) {
    rest += text;
    if (rest.length < wanted && !final) continue;
    const taken = takeRecords(rest, line, { delimiter, width, final, skip });
    rest = rest.slice(taken.at);
    line = taken.line;
    skip = taken.skip;
    wanted = Math.min(taken.at === 0 ? rest.length * 2 : 0, MOST_RECORD + 1);
    yield taken.records;
  }
}

/** How many records stand above the first row: the header, and the line with which Excel names the separator. */
export const headerLines = (first: string[] | undefined): number => (/^sep=.?$/i.test(first?.[0] ?? "") ? 2 : 1);

/** The text of a file in pieces, the last of them marked; the byte-order mark is none of it. */
async function* textOf(path: string, encoding: string, { end, watch }: Bounds) {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of createReadStream(path, { highWaterMark: 256 * 1024, end })) {
    if (watch) watch.read += bytes.length;
    yield { text: decoder.decode(bytes, { stream: true }), final: false };
  }
  yield { text: decoder.decode(), final: true };
}
