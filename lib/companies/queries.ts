import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Company, CompanyPage, ListCompaniesInput, WholeCompany } from "./schema";

type Times = "created_at" | "updated_at" | "last_contacted_at";
type Row = Omit<Company, Times> & { created_at: Date; updated_at: Date; last_contacted_at: Date | null };

/** One company, with how many people are known there beside those in sight; NOT_FOUND when it is not here. */
export async function getCompany(tx: OrgTx, id: string): Promise<WholeCompany> {
  const [row] = await tx.sql<(Row & { all_people: number })[]>`
    select ${columns(tx)}, count_people_at(c.id) as all_people from companies c ${joins(tx)} where c.id = ${id}`;
  if (!row) throw notFound("company");
  const company = toCompany(row);
  return { ...company, hidden_people: row.all_people - company.people };
}

/** Companies by name, by keyset; of what is typed every word is in their name or domain. Throws INVALID for a cursor that is not ours. */
export async function listCompanies(tx: OrgTx, { q, limit, cursor }: ListCompaniesInput): Promise<CompanyPage> {
  const after = decodeCursor("companies", cursor, "text");
  const [name = null, id = null] = after ?? [];
  const ids = q
    ? tx.sql`search_companies(${q}, ${name}, ${id}::uuid, ${limit + 1}) as id`
    : tx.sql`companies c where c.org_id = current_org_id()
        ${after ? tx.sql`and (lower(c.name), c.id) > (${name}, ${id}::uuid)` : tx.sql``} order by lower(c.name), c.id limit ${limit + 1}`;
  const rows = await tx.sql<(Row & { place: string })[]>`
    with page as materialized (select id from ${ids})
    select ${columns(tx)}, lower(c.name) as place from page join companies c on c.org_id = current_org_id() and c.id = page.id ${joins(tx)}
    order by place, c.id`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toCompany),
    next_cursor: rows.length > limit && last ? encodeCursor("companies", [last.place, last.id]) : null,
  };
}

type Fragment = postgres.PendingQuery<postgres.Row[]>;

const columns = (tx: OrgTx): Fragment => tx.sql`
  c.id, c.name, c.domain, c.timezone, c.source, c.version, c.created_at, c.updated_at, k.people, k.last_contacted_at,
  case when o.user_id is not null then jsonb_build_object('id', o.user_id, 'name', o.name) end as owner`;

const joins = (tx: OrgTx): Fragment => tx.sql`
  left join memberships o on o.org_id = c.org_id and o.user_id = c.owner_id
  cross join lateral (select count(*)::int as people, max(l.last_contacted_at) as last_contacted_at from leads l
    where l.org_id = c.org_id and l.company_id = c.id and l.deleted_at is null) k`;

const toCompany = (row: Row): Company => ({
  id: row.id,
  name: row.name,
  domain: row.domain,
  timezone: row.timezone,
  owner: row.owner,
  source: row.source,
  people: row.people,
  last_contacted_at: row.last_contacted_at?.toISOString() ?? null,
  version: row.version,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});
