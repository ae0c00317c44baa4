/** A cell as the sheet writes it: its kind (`t`), its style (`s`), and its text. */
export type RawCell = { kind: string | null; style: number; text: string };
export type Workbook = { strings: readonly string[]; dateStyles: ReadonlySet<number>; from1904: boolean };

/** The text of a cell: what a person sees in it, with dates as ISO 8601 and the last value of a formula. */
export function cellText({ kind, style, text }: RawCell, { strings, dateStyles, from1904 }: Workbook): string {
  if (kind === "s") return strings[Number(text)] ?? "";
  if (kind === "b") return text === "1" ? "TRUE" : "FALSE";
  if (kind === "e") return "";
  if (kind !== null && kind !== "n") return text;
  if (text !== "" && dateStyles.has(style)) return isoOfSerial(Number(text), from1904) ?? text;
  return plainNumber(text);
}

// 0.1+0.2 lies in the file as 0.30000000000000004, and a phone number as 4.915112345678E12.
function plainNumber(text: string): string {
  const value = Number(text);
  if (text === "" || !Number.isFinite(value)) return text;
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString();
  return String(Number(value.toPrecision(15)));
}

/** A day as Excel counts it, from the end of 1899 with a 29 February 1900 that never was, or from 1904. */
export function isoOfSerial(serial: number, from1904: boolean): string | null {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_465) return null;
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  const at = new Date(Math.round((days - 25_569) * 86_400) * 1000).toISOString();
  if (serial < 1 && !from1904) return at.slice(11, 19);
  return at.endsWith("T00:00:00.000Z") ? at.slice(0, 10) : `${at.slice(0, 10)} ${at.slice(11, 19)}`;
}

const builtInDates = new Set([14, 15, 16, 17, 22, 27, 30, 36, 45, 46, 47, 50, 57]);

/** Whether a number format shows a date: by its number, or by its letters outside quotes and brackets. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return builtInDates.has(id);
  const bare = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, "").split(";")[0] ?? "";
  return /[ymd]/i.test(bare) && !/general/i.test(bare);
}

/** The place of a column by its letters: A is 0. */
export function columnOf(reference: string): number {
  let place = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? "") place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
}
