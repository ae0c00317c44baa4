import { cutText } from "@/lib/core/text-rules";
import { fromIso } from "@/lib/core/time";
import { chanceOf, plainMoney } from "@/lib/deals/rules";
import { SOURCE_PARTS } from "@/lib/lead-rows/schema";
import type { Lead } from "@/lib/leads/schema";

export type Cell = string | number | null;

/** Of what kind a text is: a moment, a day, a phone number. */
type Kind = "time" | "day" | "phone";
type Column = readonly [name: string, of: (lead: Lead) => Cell, kind?: Kind];

/** The columns of a file, in their order. */
export const COLUMNS: readonly Column[] = [
  ["id", (lead) => lead.id],
  ["first_name", (lead) => lead.first_name],
  ["last_name", (lead) => lead.last_name],
  ["title", (lead) => lead.title],
  ["email", (lead) => lead.email],
  ["phone", (lead) => lead.phone, "phone"],
  ["linkedin", (lead) => lead.linkedin],
  ["company", (lead) => lead.company?.name ?? null],
  ["company_domain", (lead) => lead.company?.domain ?? null],
  ["owner", (lead) => lead.owner?.name ?? null],
  ["status", (lead) => lead.status],
  ["source", (lead) => lead.source],
  ["score", (lead) => lead.score],
  ["tags", (lead) => lead.tags.join(", ") || null],
  ["timezone", (lead) => lead.timezone],
  ["estimated_value", worthOf],
  ["currency", (lead) => lead.currency],
  ["expected_close_date", (lead) => lead.expected_close_date, "day"],
  ["close_probability", chanceOf],
  ["contact_count", (lead) => lead.contact_count],
  ["last_contacted_at", (lead) => lead.last_contacted_at, "time"],
  ["last_contact_method", (lead) => lead.last_contact_method],
  ["last_response_at", (lead) => lead.last_response_at, "time"],
  ["do_not_contact", (lead) => (lead.do_not_contact ? "yes" : "no")],
  ["created_at", (lead) => lead.created_at, "time"],
  ...SOURCE_PARTS.map((part): Column => [part, (lead) => textOf(lead.source_metadata[part])]),
  ["metadata", (lead) => (Object.keys(lead.metadata).length > 0 ? JSON.stringify(lead.metadata) : null)],
];

/** In whole units: 12500.5. */
function worthOf({ estimated_value_minor: minor, currency }: Lead): number | null {
  return minor === null || currency === null ? null : Number(plainMoney({ minor, currency }));
}

const textOf = (value: unknown): string | null =>
  value === undefined || value === null || value === ""
    ? null
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);

/** A text that a spreadsheet would run as a formula, with an apostrophe before it, which an import takes away again. */
export const neutral = (cell: Cell): Cell =>
  typeof cell === "string" && /^'*[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;

export const rowOf = (lead: Lead): Cell[] => COLUMNS.map(([, of]) => neutral(of(lead)));
export const header: readonly Cell[] = COLUMNS.map(([name]) => name);

/** A lead as the cells of a sheet: days and moments can be calculated with, and a phone number keeps its + as the text it is. */
export const sheetRowOf = (lead: Lead) => COLUMNS.map(([, of, kind]) => sheetCell(of(lead), kind));

/** So wide that nothing of a moment or a day is hidden, in letters; a date that does not fit is drawn as signs. */
export const widths = COLUMNS.map(([name, , kind]) => ({
  width: kind === "time" ? 25 : kind === "day" ? 20 : Math.max(16, name.length + 2),
}));

const dateFormats = { day: "yyyy-mm-dd", time: 'yyyy-mm-dd hh:mm:ss "UTC"' };

function sheetCell(value: Cell, kind: Kind | undefined) {
  if (value === null) return null;
  if (kind === "phone") return { value, type: String };
  if (kind) return { value: fromIso(String(value)), type: Date, format: dateFormats[kind] };
  // A cell takes no more.
  return { value: typeof value === "string" ? cutText(String(neutral(value)), 32_767) : value };
}

/** Rows as RFC 4180 has them, each ended. */
export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");

const csvCell = (cell: Cell): string => {
  const text = cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
