import { fitWidth } from "@/components/ui/column-widths";

/** The columns a list of leads can show, beside the name: what they are called, and how wide they are at first (in 4 px). */
export const LEAD_COLUMNS = {
  name: { label: "Name", width: 52 },
  company: { label: "Company", width: 44 },
  title: { label: "Title", width: 44 },
  status: { label: "Status", width: 32 },
  owner: { label: "Owner", width: 32 },
  last: { label: "Last contact", width: 64 },
  verdict: { label: "Contactable now", width: 28 },
  score: { label: "Score", width: 20 },
  email: { label: "Email", width: 60 },
  phone: { label: "Phone", width: 40 },
  source: { label: "Source", width: 32 },
  tags: { label: "Tags", width: 44 },
  contacts: { label: "Times contacted", width: 32 },
  last_response: { label: "Last response", width: 32 },
  replies: { label: "Replies", width: 24 },
  created: { label: "Added", width: 28 },
  updated: { label: "Changed", width: 28 },
} as const satisfies Record<string, { label: string; width: number }>;

export type LeadColumn = keyof typeof LEAD_COLUMNS;
export type ShownColumn = { id: LeadColumn; width: number; pinned: boolean };

// Object.keys forgets the names; the table has no others.
export const COLUMN_IDS = Object.keys(LEAD_COLUMNS) as LeadColumn[];

const FIRST_SHOWN: readonly LeadColumn[] = ["name", "company", "status", "owner", "last", "verdict", "score"];

const shown = (id: LeadColumn): ShownColumn => ({ id, width: LEAD_COLUMNS[id].width, pinned: false });

export const DEFAULT_COLUMNS: readonly ShownColumn[] = FIRST_SHOWN.map(shown);

/** Columns out of an address, "name.60.pin,company,score": what is not known is left out, and the name is always there. */
export function parseColumns(text: string | null): readonly ShownColumn[] {
  if (!text) return DEFAULT_COLUMNS;
  const columns = new Map<LeadColumn, ShownColumn>();
  for (const [word = "", ...about] of text.split(",").map((part) => part.split("."))) {
    const id = COLUMN_IDS.find((one) => one === word);
    if (!id || columns.has(id)) continue;
    const width = Number(about.find((one) => /^\d{1,3}$/.test(one)) ?? LEAD_COLUMNS[id].width);
    columns.set(id, { id, width: fitWidth(width), pinned: about.includes("pin") });
  }
  if (columns.size === 0) return DEFAULT_COLUMNS;
  const name = columns.get("name") ?? shown("name");
  return inOrder([name, ...[...columns.values()].filter((one) => one.id !== "name")]);
}

/** The same as text; null for what is shown anyway: the columns of everybody, or those somebody made their own. */
export function columnsText(columns: readonly ShownColumn[], shownAnyway = DEFAULT_COLUMNS): string | null {
  const text = writeColumns(columns);
  return text === writeColumns(shownAnyway) ? null : text;
}

export const writeColumns = (columns: readonly ShownColumn[]): string =>
  columns
    .map(({ id, width, pinned }) => [id, width === LEAD_COLUMNS[id].width ? "" : width, pinned ? "pin" : ""])
    .map((parts) => parts.filter(Boolean).join("."))
    .join(",");

/** The name first, then what is pinned, then the rest. */
const inOrder = (columns: readonly ShownColumn[]): ShownColumn[] => {
  const place = ({ id, pinned }: ShownColumn) => (id === "name" ? 0 : pinned ? 1 : 2);
  return columns.toSorted((a, b) => place(a) - place(b));
};

/** The columns with one shown or hidden; the name stays. A new one comes last. */
export function withColumn(columns: readonly ShownColumn[], id: LeadColumn, on: boolean): readonly ShownColumn[] {
  if (id === "name") return columns;
  const rest = columns.filter((one) => one.id !== id);
  return on ? inOrder([...rest, shown(id)]) : rest;
}

/** The columns with one changed: as wide as this, or pinned. What is pinned pins the name with it, which stands before. */
export function withChange(
  columns: readonly ShownColumn[],
  id: LeadColumn,
  change: Partial<Pick<ShownColumn, "width" | "pinned">>,
): readonly ShownColumn[] {
  const changed = columns.map((one) =>
    one.id === id ? { ...one, ...change, width: fitWidth(change.width ?? one.width) } : one,
  );
  if (change.pinned === undefined) return changed;
  const others = changed.some((one) => one.pinned && one.id !== "name");
  return inOrder(changed.map((one) => (one.id === "name" && others ? { ...one, pinned: true } : one)));
}

/** The columns with one moved a place, among those that are pinned as it is. */
export function withMove(columns: readonly ShownColumn[], id: LeadColumn, step: 1 | -1): readonly ShownColumn[] {
  const from = columns.findIndex((one) => one.id === id);
  const [moved, other] = [columns[from], columns[from + step]];
  if (!moved || !other || id === "name" || other.id === "name" || moved.pinned !== other.pinned) return columns;
  const next = columns.with(from, other);
  return next.with(from + step, moved);
}
