import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { type SideRow, sideColumns, sideJoins, toSide } from "./queries";
import type { DuplicatePage, DuplicatePair, DuplicateReason, ListDuplicatesInput } from "./schema";

type PairRow = {
  id: string;
  place: string;
  score: number;
  reasons: DuplicateReason[];
  created_at: Date;
  lead: string;
  other: string;
};

const countLimit = 1000;

/** Pairs that somebody is asked about, the likeliest first; both leads are there and in sight. */
export async function listDuplicatePairs(tx: OrgTx, input: ListDuplicatesInput): Promise<DuplicatePage> {
  const after = decodeCursor("duplicates", input.cursor, "integer");
  const here = tx.sql`
    from duplicate_pairs d join leads a on a.org_id = d.org_id and a.id = d.lead_id and a.deleted_at is null
    join leads b on b.org_id = d.org_id and b.id = d.other_id and b.deleted_at is null
    where d.org_id = current_org_id() and d.state = 'open'
      and (${input.lead_id ?? null}::uuid is null or ${input.lead_id ?? null}::uuid in (d.lead_id, d.other_id))`;
  const page = tx.sql<PairRow[]>`
    select d.id, round(d.score * 100)::int::text as place, d.score, d.reasons, d.created_at, d.lead_id as lead, d.other_id as other ${here}
      and (${after?.[0] ?? null}::text is null or (round(d.score * 100)::int, d.id) < (${after?.[0] ?? null}::text::int, ${after?.[1] ?? null}::text::uuid))
    order by round(d.score * 100)::int desc, d.id desc limit ${input.limit + 1}`;
  const count = tx.sql<
    { total: number }[]
  >`select count(*)::int as total from (select 1 ${here} limit ${countLimit + 1}) x`;
  const [rows, [counted]] = await Promise.all([page, count]);
  const shown = rows.slice(0, input.limit);
  const last = shown.at(-1);
  const total = counted?.total ?? 0;
  return {
    data: await pairsOf(tx, shown),
    next_cursor: rows.length > input.limit && last ? encodeCursor("duplicates", [last.place, last.id]) : null,
    ...(total > countLimit ? { total_at_least: countLimit } : { total }),
  };
}

/** How many open pairs have a lead that this import brought; a thousand at most. */
export async function countImportPairs(tx: OrgTx, importId: string): Promise<number> {
  const [row] = await tx.sql<{ pairs: number }[]>`
    select count(*)::int as pairs from (
      select from duplicate_pairs d join leads a on a.org_id = d.org_id and a.id = d.lead_id and a.deleted_at is null
      join leads b on b.org_id = d.org_id and b.id = d.other_id and b.deleted_at is null
      where d.org_id = current_org_id() and d.state = 'open' and ${importId}::uuid in (a.import_id, b.import_id) limit ${countLimit}) x`;
  return row?.pairs ?? 0;
}

async function pairsOf(tx: OrgTx, rows: PairRow[]): Promise<DuplicatePair[]> {
  if (rows.length === 0) return [];
  const sides = await tx.sql.unsafe<SideRow[]>(
    `select ${sideColumns} from leads l ${sideJoins} where l.org_id = current_org_id() and l.id = any ($1::uuid[])`,
    [rows.flatMap((row) => [row.lead, row.other])],
    { prepare: true },
  );
  const byId = new Map(sides.map((side) => [side.id, toSide(side)]));
  return rows.flatMap(({ id, score, reasons, created_at, lead, other }) => {
    const two = [byId.get(lead), byId.get(other)];
    const [first, second] = two.toSorted((a, b) => (a?.created_at ?? "").localeCompare(b?.created_at ?? ""));
    return first && second
      ? [{ id, score, reasons, lead: first, other: second, found_at: created_at.toISOString() }]
      : [];
  });
}

/** The two leads of a pair that is open; NOT_FOUND when it is decided, or one of them is deleted or out of sight. */
export async function lockOpenPair(tx: OrgTx, id: string): Promise<{ lead_id: string; other_id: string }> {
  const [row] = await tx.sql<{ lead_id: string; other_id: string }[]>`
    select d.lead_id, d.other_id from duplicate_pairs d
    join leads a on a.org_id = d.org_id and a.id = d.lead_id and a.deleted_at is null
    join leads b on b.org_id = d.org_id and b.id = d.other_id and b.deleted_at is null
    where d.id = ${id} and d.state <> 'merged' for update of d`;
  if (!row) throw notFound("pair");
  return row;
}
