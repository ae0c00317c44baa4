import { isFreeMail } from "@/lib/contact-points/free-mail-rules";
import { normalizeDncValue } from "@/lib/dnc/rules";
import type { DncKind } from "@/lib/dnc/schema";
import { isVanity } from "@/lib/dnc/vanity-rules";
import { cellsOf, linesOf } from "./text-rules";

export type PastedKind = Exclude<DncKind, "person">;
export type PastedValue = { line: number; given: string; kind: PastedKind; value: string };
export type UnreadableLine = { line: number; given: string; reason: string };
export type ReadPaste = { lines: number; values: PastedValue[]; unreadable: UnreadableLine[] };
/** `kind`: all lines are of it; null: told line by line. `column`: the number or the header of the one that counts; null: found. */
export type PasteTerms = { kind: PastedKind | null; column: string | null; region: string };

/** What was pasted, line by line: every line with words in it is a value, several values, or named with the reason. */
export function readPaste(text: string, terms: PasteTerms): ReadPaste {
  const numbered = linesOf(text)
    .map((given, nth) => ({ line: nth + 1, given: given.trim() }))
    .filter(({ given }) => plain(given) !== "");
  const header = numbered[0] && isHeader(numbered[0].given) ? cellsOf(numbered[0].given) : null;
  const lines = header ? numbered.slice(1) : numbered;
  const place = placeOf(terms.column, header);
  const own = place === null && terms.kind === null ? ownColumns(header) : null;
  const values: PastedValue[] = [];
  const unreadable: UnreadableLine[] = [];
  for (const { line, given } of lines) {
    const read = own
      ? readOwn(given, own, terms)
      : place === null
        ? readLine(given, terms)
        : readColumn(given, place, terms);
    if (read.ok)
      values.push(...read.found.map((one) => ({ line, given: one.given, kind: one.kind, value: one.value })));
    else unreadable.push({ line, given, reason: read.reason });
  }
  return { lines: lines.length, values, unreadable };
}

type Found = { given: string; kind: PastedKind; value: string };
type Read = { ok: true; found: Found[] } | { ok: false; reason: string };

const HEADERS =
  /^(e-?mails?|(e-?)?mail[ _]?(address)?|address|phones?([ _]?numbers?)?|mobile|telephone|tel|domains?|website|linkedin([ _]?(url|profile))?|values?|contact|name|(first|last)[ _]?name|company|reason)$/i;

const isHeader = (line: string) => cellsOf(line).some((cell) => HEADERS.test(cell)) && !/[@\d]/.test(line);

// -1: a column that is asked for and not there.
function placeOf(column: string | null, header: string[] | null): number | null {
  const wanted = column?.trim().toLowerCase();
  if (!wanted) return null;
  if (/^\d{1,3}$/.test(wanted)) return Number(wanted) - 1;
  return header?.findIndex((cell) => cell.toLowerCase() === wanted) ?? -1;
}

type OwnColumns = { kind: number; value: number };

// Our own export says of each value what it is.
function ownColumns(header: string[] | null): OwnColumns | null {
  const [kind, value] = ["kind", "value"].map((name) => header?.findIndex((cell) => cell.toLowerCase() === name) ?? -1);
  return kind === undefined || value === undefined || kind < 0 || value < 0 ? null : { kind, value };
}

function readOwn(line: string, { kind, value }: OwnColumns, terms: PasteTerms): Read {
  const cells = cellsOf(line);
  if (cells[value]?.startsWith("erased:"))
    return { ok: false, reason: "This is somebody who was erased. The list keeps them blocked by itself." };
  if (cells[kind] === "person")
    return { ok: false, reason: "This entry is for a person, not for an address. Write the addresses of that person." };
  const named = NEAREST.find((one) => one === cells[kind]?.toLowerCase()) ?? null;
  return readColumn(line, value, { ...terms, kind: named });
}

function readColumn(line: string, place: number, terms: PasteTerms): Read {
  const cell = place < 0 ? undefined : cellsOf(line)[place];
  if (cell === undefined) return { ok: false, reason: "This line does not have that column." };
  return cell === "" ? { ok: false, reason: "The column is empty here." } : readValue(cell, terms);
}

// The whole line first. Of a table's line the addresses of one kind count, the nearest to a person: a website beside an address is
// where somebody works, and blocking it would block everybody there.
function readLine(line: string, terms: PasteTerms): Read {
  const whole = readValue(line, terms);
  if (whole.ok) return whole;
  const cells = cellsOf(line).filter((cell) => plain(cell) !== "");
  if (cells.length < 2) return whole;
  const found = cells.map((cell) => readValue(cell, terms)).flatMap((read) => (read.ok ? read.found : []));
  const kind = NEAREST.find((one) => found.some((value) => value.kind === one));
  return kind ? { ok: true, found: found.filter((value) => value.kind === kind) } : whole;
}

const NEAREST: readonly PastedKind[] = ["email", "phone", "linkedin", "domain"];

function readValue(given: string, { kind: asked, region }: PasteTerms): Read {
  const text = bareValue(given);
  const kind = asked ?? kindOf(text);
  if (kind === null)
    return { ok: false, reason: "This is no address: write an email, @domain, phone number or LinkedIn profile." };
  if (kind === "domain" && ONE_PAGE.test(text.replace(/^https?:\/\//i, ""))) {
    return { ok: false, reason: "This is one page of a site. Write the domain alone to block everybody there." };
  }
  const normal = normalizeDncValue(kind, text, region);
  if (!normal.ok) return { ok: false, reason: normal.reason };
  if (kind === "domain" && isFreeMail(normal.norm)) {
    return { ok: false, reason: `Anybody can have an address at ${normal.norm}. List the addresses, not the domain.` };
  }
  return { ok: true, found: [{ given, kind, value: normal.norm }] };
}

const ONE_PAGE = /^[^/]+\/[^?#]*[^/?#]/;
// The address without what mail programs, lists and browsers put around it; control characters stay, to be refused by name.
function bareValue(given: string): string {
  // As our own files have it, so that no spreadsheet takes it for a formula.
  const plainly = given.replace(/^'(?=[+=@-])/, "");
  const text = plainly.replace(/^[\s\-*•·–>]*(?=[\w+(@"'<])/u, "").replace(/^(mailto|tel|callto|sms):/i, "");
  const inBrackets = /<\s*(?:mailto:|tel:)?([^<>]+?)\s*>/i.exec(text)?.[1];
  const quoted = /^(["'`“„«])(.+)["'`”“»]$/u.exec(text.trim())?.[2];
  const bare = (inBrackets ?? quoted ?? text).trim();
  const words = bare.split(/\s+/).map((word) => word.replace(/^[([{"']+|[)\]}"',;.]+$/g, ""));
  const [only, more] = words.filter((word) => /^[^@\s]+@[^@\s]+$/.test(word));
  return only && !more ? only.replace(/^mailto:/i, "").replace(/\?.*$/, "") : bare.replace(/[,;]+$/, "");
}

/** What kind of address a text is, by its looks. */
export function kindOf(given: string): PastedKind | null {
  const text = plain(given);
  if (text === "") return null;
  if (/linkedin\.com\/|^\/?in\//.test(text)) return "linkedin";
  if (/^https?:\/\//.test(text)) return "domain";
  if (/^@[^@]+$/.test(text)) return "domain";
  if (text.includes("@")) return "email";
  if (/^[+(]?\d[\d\s().\-/\u2010-\u2015x#:a-z;=+]*$/.test(text) && looksLikePhone(text)) return "phone";
  return /^[\p{L}\p{N}\p{M}-]+([.。][\p{L}\p{N}\p{M}-]+)+\.?(:\d+)?(\/.*)?$/u.test(text) ? "domain" : null;
}

// Digits alone, with an extension, or with letters for digits as on signs: 1-800-FLOWERS.
function looksLikePhone(text: string): boolean {
  const digits = text.replace(/\D/g, "").length;
  if (!/[a-z]/.test(text)) return digits >= 5;
  if (/(ext?\.?|extension|x|#|;ext=)\s*:?\s*\d{1,7}$/.test(text)) return digits >= 7;
  return isVanity(text);
}

const plain = (text: string) =>
  text
    .replace(/\p{Cf}/gu, "")
    .normalize("NFKC")
    .trim()
    .toLowerCase();
