import type { Lead } from "@/lib/leads/schema";

export type Cell = string | number | null;

/** The columns of a file, in their order. */
export const COLUMNS: readonly [name: string, of: (lead: Lead) => Cell][] = [
  ["id", (lead) => lead.id],
  ["first_name", (lead) => lead.first_name],
  ["last_name", (lead) => lead.last_name],
  ["title", (lead) => lead.title],
  ["email", (lead) => lead.email],
  ["phone", (lead) => lead.phone],
  ["linkedin", (lead) => lead.linkedin],
  ["company", (lead) => lead.company?.name ?? null],
  ["company_domain", (lead) => lead.company?.domain ?? null],
  ["owner", (lead) => lead.owner?.name ?? null],
  ["status", (lead) => lead.status],
  ["source", (lead) => lead.source],
  ["score", (lead) => lead.score],
  ["tags", (lead) => lead.tags.join(", ") || null],
  ["timezone", (lead) => lead.timezone],
  ["contact_count", (lead) => lead.contact_count],
  ["last_contacted_at", (lead) => lead.last_contacted_at],
  ["last_response_at", (lead) => lead.last_response_at],
  ["do_not_contact", (lead) => (lead.do_not_contact ? "yes" : "no")],
  ["created_at", (lead) => lead.created_at],
];

/** A text that a spreadsheet would run as a formula, with an apostrophe before it. */
export const neutral = (cell: Cell): Cell =>
  typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;

export const rowOf = (lead: Lead): Cell[] => COLUMNS.map(([, of]) => neutral(of(lead)));
export const header: readonly Cell[] = COLUMNS.map(([name]) => name);

/** Rows as RFC 4180 has them, each ended. */
export const csvOf = (rows: readonly (readonly Cell[])[]): string =>
  rows.map((row) => `${row.map(csvCell).join(",")}\r\n`).join("");

const csvCell = (cell: Cell): string => {
  const text = cell === null ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
