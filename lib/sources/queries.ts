import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import type { Source } from "./schema";

type Row = Omit<Source, "created_at"> & { created_at: Date };

/** All sources by name, each with how many leads in sight came from it. */
export const listSources = async (tx: OrgTx): Promise<Source[]> => (await selectSources(tx, null)).map(toSource);

/** All sources by name, to choose among. */
export const listSourceNames = (tx: OrgTx) =>
  tx.sql<{ id: string; name: string }[]>`select id, name from lead_sources order by lower(name), id limit 2000`;

/** NOT_FOUND when there is none. */
export async function getSource(tx: OrgTx, id: string): Promise<Source> {
  const [row] = await selectSources(tx, id);
  if (!row) throw notFound("source");
  return toSource(row);
}

/** The sources that these words mean, by the words in lower case. */
export async function findSourcesByWords(tx: OrgTx, words: string[]): Promise<Map<string, string>> {
  const rows = await tx.sql<{ arrives_as: string; id: string }[]>`
    select arrives_as, id from lead_sources where arrives_as = any (${words})
    union all select lower(name), min(id::text)::uuid from lead_sources where lower(name) = any (${words}) group by 1 having count(*) = 1`;
  // The words of leads go before a name that somebody gave.
  return new Map(rows.toReversed().map((row) => [row.arrives_as, row.id]));
}

// Counted over live leads in sight: the policy on leads leaves the others out.
const selectSources = (tx: OrgTx, id: string | null) => tx.sql<Row[]>`
  select s.id, s.name, s.arrives_as, s.parent_id, s.created_at, coalesce(n.leads, 0)::int as leads
  from lead_sources s left join (
    select l.source_id, count(*) as leads from leads l where l.source_id is not null and l.deleted_at is null
      and (${id}::uuid is null or l.source_id = ${id}) group by l.source_id) n on n.source_id = s.id
  where ${id}::uuid is null or s.id = ${id} order by lower(s.name), s.id limit 2000`;

const toSource = (row: Row): Source => ({ ...row, created_at: row.created_at.toISOString() });
