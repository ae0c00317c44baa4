/** The text of a file, whatever wrote it: by its mark, else UTF-8, else by its zero bytes UTF-16, else windows-1252. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  // Without a mark: text in UTF-16 that is mostly Latin has a zero in every other byte.
  const head = bytes.subarray(0, 2000);
  const zeros = [0, 0];
  head.forEach((byte, nth) => {
    if (byte === 0) zeros[nth % 2] = (zeros[nth % 2] ?? 0) + 1;
  });
  const half = head.length / 2;
  if ((zeros[1] ?? 0) > half * 0.7) return "utf-16le";
  if ((zeros[0] ?? 0) > half * 0.7) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

/** What parts the cells of a line: the most frequent of comma, semicolon, tab and bar. */
export const separatorOf = (line: string): string =>
  [...SEPARATORS].toSorted((a, b) => countOf(line, b) - countOf(line, a))[0] ?? ",";

/** One line of a table as cells: comma, semicolon, tab or bar, quotes as spreadsheets write them. */
export function cellsOf(line: string, separator = separatorOf(line)): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (quoted && sign === '"' && line[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (sign === '"' && (quoted || cell.trim() === "")) quoted = !quoted;
    else if (sign === separator && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += sign;
  }
  return [...cells, cell.trim()];
}

const SEPARATORS = [",", ";", "\t", "|"] as const;
const countOf = (text: string, sign: string) => text.split(sign).length - 1;

/** The lines of a text, however they end; a mark at its beginning is none of it. */
export const linesOf = (text: string): string[] => text.replace(/^\uFEFF/, "").split(/\r\n|[\r\n\u0085\u2028\u2029]/);
