import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { findLasting } from "@/lib/dnc/queries";
import { findNamesakes, type NamedPerson, type Namesake } from "@/lib/duplicates/name-queries";
import type { FileRow } from "@/lib/lead-files/schema";
import { planOf } from "@/lib/lead-imports/plan-rules";
import type { LockedImport } from "@/lib/lead-imports/queries";
import type { DryRun } from "@/lib/lead-imports/schema";
import { type Decided, decideRows, keyOf } from "@/lib/lead-intake/match-rules";
import { findKnown } from "@/lib/lead-intake/queries";
import { flagsOf } from "@/lib/lead-intake/record-flags";
import { readDraft } from "@/lib/lead-rows/rules";
import type { LeadDraft } from "@/lib/lead-rows/schema";

/** Who stood further up in the file, by number, address or name and company: a lead already, or perhaps one, when they come again. */
export type SeenRows = Map<string, { id: string; last_name: string | null }>;

/** So many rows are looked through for names that are nearly a lead's, and for so long: a dry run is there to be waited for. */
const mostLooked = 20_000;
const mostMs = 20_000;
/** How far that was done in a dry run. */
export type Looked = { rows: number; ms: number };

/** What a set of rows would come to, beside the leads there are and the rows before it. Remembers in `seen` whom it would create. */
export async function assessRows(
  ctx: Context,
  one: LockedImport,
  rows: FileRow[],
  seen: SeenRows,
  looked: Looked,
): Promise<DryRun> {
  const plan = planOf(one, ctx);
  const drafts = rows.flatMap((row) => readDraft(row, plan, ctx.now).draft ?? []);
  const known = await read(ctx, "leads:write", (tx) => findKnown(tx, drafts));
  for (const draft of drafts) {
    const earlier = draft.external_id ? seen.get(`number ${draft.external_id}`) : undefined;
    if (earlier && draft.external_id && !known.byExternalId.has(draft.external_id))
      known.byExternalId.set(draft.external_id, earlier.id);
    for (const point of draft.points) {
      const before = seen.get(keyOf(point));
      if (before && !known.byPoint.has(keyOf(point))) known.byPoint.set(keyOf(point), before);
    }
  }
  const decided = decideRows(drafts, known, one.duplicates, newId);
  const created = decided.filter((row) => row.outcome === "created").map((row) => row.draft);
  const alike = await countAlike(ctx, created, seen, looked);
  for (const row of decided) if (row.outcome === "created") remember(row, seen);
  const count = (outcome: Decided["outcome"]) => decided.filter((row) => row.outcome === outcome).length;
  return {
    rows: rows.length,
    created: count("created"),
    updated: count("updated"),
    skipped: count("skipped"),
    rejected: rows.length - drafts.length,
    dnc_added: await countFlags(ctx, decided, seen),
    ...alike,
  };
}

/** How many opt-outs of these rows are neither on the list nor further up in the file. */
async function countFlags(ctx: Context, decided: Decided[], seen: SeenRows): Promise<number> {
  const asked = flagsOf(decided);
  if (asked.size === 0) return 0;
  const lasting = await read(ctx, "leads:write", (tx) => findLasting(tx, [...asked.values()]));
  const fresh = [...asked.keys()].filter((key) => !lasting.has(key) && !seen.has(`dnc ${key}`));
  for (const key of fresh) seen.set(`dnc ${key}`, { id: "", last_name: null });
  return fresh.length;
}

/** How many of the new leads may be one that is there, or one further up in the file, by name and company; and of how many that was asked. */
async function countAlike(ctx: Context, created: LeadDraft[], seen: SeenRows, looked: Looked) {
  const asked = looked.ms < mostMs ? created.slice(0, Math.max(0, mostLooked - looked.rows)) : [];
  const began = currentTime().getTime();
  const found = await read(ctx, "leads:write", (tx) => namesakesOf(tx, asked));
  const twice = asked.filter((draft) => {
    const name = nameKey(draft);
    const before = name !== null && seen.has(name);
    if (name !== null) seen.set(name, { id: "", last_name: null });
    return before && !found.has(draft);
  });
  looked.rows += asked.length;
  looked.ms += currentTime().getTime() - began;
  return { possible_duplicates: found.size + twice.length, looked_through: asked.length };
}

/** For those of the rows who have a whole name and a company: the lead who may be they. */
export async function namesakesOf(
  tx: Parameters<typeof findNamesakes>[0],
  drafts: LeadDraft[],
): Promise<Map<LeadDraft, Namesake>> {
  const whole = drafts.flatMap((draft) => {
    const person = personOf(draft);
    return person ? [{ draft, person }] : [];
  });
  const found = await findNamesakes(
    tx,
    whole.map(({ person }) => person),
  );
  return new Map([...found].flatMap(([nth, lead]) => (whole[nth] ? [[whole[nth].draft, lead] as const] : [])));
}

function personOf({ first_name, last_name, company }: LeadDraft): NamedPerson | null {
  const name = company?.name ?? company?.domain;
  return first_name && last_name && name ? { first_name, last_name, company: name } : null;
}

function nameKey(draft: LeadDraft): string | null {
  const person = personOf(draft);
  return person && `name ${[person.first_name, person.last_name, person.company].join("|").toLowerCase()}`;
}

function remember({ draft, leadId: id }: Decided, seen: SeenRows): void {
  const who = { id, last_name: draft.last_name };
  if (draft.external_id) seen.set(`number ${draft.external_id}`, who);
  for (const point of draft.points) if (!seen.has(keyOf(point))) seen.set(keyOf(point), who);
}
