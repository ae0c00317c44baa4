import { normalizeEmail } from "@/lib/contact-points/rules";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import type { LeadStatus } from "@/lib/leads/schema";
import { type ChosenFields, columnsOf, type FieldName } from "./schema";

/** A lead's row as JSON, by column. */
export type Columns = Record<string, unknown>;
export type Changes = Record<string, { before: unknown; after: unknown }>;

// What nobody chooses: taken over where it is empty.
const filled = ["language", "predicted_close_probability"] as const;
// Least far first: what ended stands behind what goes on, and nothing is further than a client.
const byDistance: readonly LeadStatus[] = [
  "new",
  "enriched",
  "unqualified",
  "lost",
  "on_ice",
  "contacted",
  "conversing",
  "qualified",
  "proposal",
  "converted",
];

/** Which of two statuses is further along. */
export const furtherStatus = (one: LeadStatus, other: LeadStatus): LeadStatus =>
  byDistance.indexOf(other) > byDistance.indexOf(one) ? other : one;

// Object.keys forgets the names; the table has no others.
const fieldNames = Object.keys(columnsOf) as FieldName[];

/** Where two leads differ, and whose value stays when nobody chooses: the lead's own, unless it is empty; of statuses the further one. */
export function differingFields(lead: Columns, other: Columns): { name: FieldName; choice: "lead" | "other" }[] {
  return fieldNames.flatMap((name) => {
    const columns = columnsOf[name];
    const [own, theirs] = [lead[columns[0]] ?? null, other[columns[0]] ?? null];
    if (theirs === null || columns.every((column) => isSame(name, lead[column] ?? null, other[column] ?? null)))
      return [];
    const choice = name === "status" ? choiceOfStatus(lead, other) : own === null ? "other" : "lead";
    return [{ name, choice }];
  });
}

/** What the lead takes over: what was chosen of the other's, what it lacks itself, and keys of metadata it does not have. */
export function mergedColumns(lead: Columns, other: Columns, chosen: ChosenFields): Changes {
  const changes: Changes = {};
  const take = (column: string, after: unknown) => {
    const before = lead[column] ?? null;
    if (JSON.stringify(before) !== JSON.stringify(after)) changes[column] = { before, after };
  };
  for (const { name, choice } of differingFields(lead, other)) {
    if ((chosen[name] ?? choice) === "other") for (const column of columnsOf[name]) take(column, other[column] ?? null);
  }
  for (const column of filled) if (isEmpty(lead[column]) && !isEmpty(other[column])) take(column, other[column]);
  for (const column of ["metadata", "source_metadata"]) {
    take(column, { ...asObject(other[column]), ...asObject(lead[column]) });
  }
  return changes;
}

/** What goes back when a merge is taken back: what nobody changed since. `kept` names the columns that somebody did. */
export function returnedColumns(now: Columns, changes: Changes): { columns: Columns; kept: string[] } {
  const columns: Columns = {};
  const kept: string[] = [];
  const asMerged = (column: string) =>
    sorted(now[column] ?? null) === sorted(changes[column]?.after ?? now[column] ?? null);
  for (const [column, { before }] of Object.entries(changes)) {
    // An amount that somebody changed since keeps its currency.
    const parts = columnsOf.estimated_value.includes(column) ? columnsOf.estimated_value : [column];
    if (parts.every(asMerged)) columns[column] = before;
    else kept.push(column);
  }
  return { columns, kept };
}

/** Why these two cannot be one, or not this way about; null when they can. */
export function refusalOf(lead: Columns, other: Columns, names: { lead: string; other: string }): string | null {
  if (lead.status === "converted" && other.status === "converted")
    return "Both became clients. Undo one of the conversions first, then merge.";
  if (other.status === "converted")
    return `${names.other} is a client. Open that lead and merge ${names.lead} into it.`;
  return null;
}

const choiceOfStatus = (lead: Columns, other: Columns) => {
  const [own, theirs] = [statusOf(lead), statusOf(other)];
  return furtherStatus(own, theirs) === own ? "lead" : "other";
};

// The database checks the column against the same words.
export const statusOf = ({ status }: Columns): LeadStatus => LEAD_STATUSES.find((one) => one === status) ?? "new";

// Of one address in two spellings the lead's own stays: it is one contact point.
const isSame = (name: FieldName, own: unknown, theirs: unknown) =>
  own === theirs || (name === "email" && normOf(own) === normOf(theirs));
function normOf(email: unknown): unknown {
  const normal = typeof email === "string" ? normalizeEmail(email) : { ok: false as const };
  return normal.ok ? normal.norm : email;
}

const isEmpty = (value: unknown) => value === null || value === undefined;
const asObject = (value: unknown): object => (typeof value === "object" && value !== null ? value : {});
// Keys of a jsonb object come back in the database's order.
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => a.localeCompare(b)))
      : part,
  );
