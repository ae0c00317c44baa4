import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { assessLikeness, leastLikeness, leastScore } from "./rules";
import type { DuplicateHint, DuplicateReason, DuplicateSide } from "./schema";

/** Who is looked for: a lead, or what is typed of one so far. */
export type Sought = {
  leadId?: string;
  firstName?: string | null;
  lastName?: string | null;
  company?: string | null;
  companyId?: string | null;
  points: { kind: string; norm: string }[];
  /** typed by somebody right now: then every common address is worth a word, one that many share too */
  typed?: boolean;
};

/** The columns of a lead that stands beside another; `l` is the lead, `c` its company, `o` its owner. */
export const sideColumns = `l.id, coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, l.phone_e164, l.linkedin, 'Unnamed lead') as name,
  l.email, l.phone_e164 as phone, l.title, c.name as company, o.name as owner, l.status, l.contact_count, l.reply_count, l.last_contacted_at, l.created_at`;
export const sideJoins = `left join companies c on c.org_id = l.org_id and c.id = l.company_id
  left join memberships o on o.org_id = l.org_id and o.user_id = l.owner_id`;

export type SideRow = Omit<DuplicateSide, "last_contacted_at" | "created_at"> & {
  last_contacted_at: Date | null;
  created_at: Date;
};
type Row = SideRow & { same: DuplicateReason[]; likeness: number; same_company: boolean; named: boolean };

/** Those who may be this person, most likely first: by an address, or by nearly the same name at nearly the same company. Ten at most. */
export async function listAlike(tx: OrgTx, sought: Sought): Promise<DuplicateHint[]> {
  const { leadId, firstName, lastName, company, companyId, points, typed = false } = sought;
  const named = Boolean(firstName && lastName);
  if (points.length === 0 && !(named && (company || companyId))) return [];
  const params = [
    points.map((one) => one.kind),
    points.map((one) => one.norm),
    firstName ?? "",
    lastName ?? "",
    named ? (company ?? "") : "",
    named ? (companyId ?? null) : null,
    leadId ?? null,
    typed,
  ];
  const rows = await tx.sql.unsafe<Row[]>(likeText, params as postgres.ParameterOrJSON<never>[], { prepare: true });
  const found = rows.flatMap(({ likeness, same_company: sameCompany, named, ...row }) => {
    const { same } = row;
    const assessed = assessLikeness({ same, likeness, sameCompany, named });
    if (assessed) return [{ ...toSide(row), same: assessed.reasons, score: assessed.score }];
    return typed && same.length > 0 ? [{ ...toSide(row), same, score: leastScore }] : [];
  });
  return found.sort((a, b) => b.score - a.score || a.id.localeCompare(b.id)).slice(0, 10);
}

// A company is looked through to a thousand leads, an address to twenty: what more people have says nothing of one.
const likeText = `
  with asked as (select * from unnest($1::text[], $2::text[]) as a(kind, norm)),
  by_point as (
    select cp.lead_id as id, array_agg(distinct cp.kind order by cp.kind) as same
    from asked a join contact_points cp on cp.org_id = current_org_id() and cp.norm = a.norm and cp.kind = a.kind
    where cp.lead_id is not null and ($8::boolean or not cp.shared) group by cp.lead_id order by count(*) desc, cp.lead_id limit 20),
  by_name as (
    select l.id from (select k as id from similar_companies($5, 20) k union select $6::uuid where $6 is not null) k
    cross join lateral (
      select l.id, l.first_name, l.last_name from leads l where l.org_id = current_org_id() and l.company_id = k.id and l.deleted_at is null limit 1000) l
    where name_likeness(l.first_name, l.last_name, $3, $4) >= ${leastLikeness} limit 20)
  select ${sideColumns}, coalesce(p.same, '{}') as same, name_likeness(l.first_name, l.last_name, $3, $4) as likeness,
    n.id is not null as same_company, coalesce(l.first_name, '') <> '' and coalesce(l.last_name, '') <> '' and $3 <> '' and $4 <> '' as named
  from (select id from by_point union select id from by_name) x
  join leads l on l.org_id = current_org_id() and l.id = x.id and l.deleted_at is null and l.id is distinct from $7::uuid
  left join by_point p on p.id = l.id left join by_name n on n.id = l.id ${sideJoins}
  where $7::uuid is null or not exists (
    with mine as (select $7::uuid as id union select m.from_id from lead_merges m where m.org_id = current_org_id() and m.root_id = $7 and m.undone_at is null),
    theirs as (select l.id union select m.from_id from lead_merges m where m.org_id = current_org_id() and m.root_id = l.id and m.undone_at is null)
    select from mine a cross join theirs b join duplicate_pairs d on d.org_id = current_org_id() and d.lead_id = least(a.id, b.id)
      and d.other_id = greatest(a.id, b.id) and d.state = 'dismissed')`;

export const toSide = (row: SideRow): DuplicateSide => ({
  id: row.id,
  name: row.name,
  email: row.email,
  phone: row.phone,
  title: row.title,
  company: row.company,
  owner: row.owner,
  status: row.status,
  contact_count: row.contact_count,
  reply_count: row.reply_count,
  last_contacted_at: row.last_contacted_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
});

/** Leads as they are sought in the background: name, company and addresses; not those that are deleted. */
export async function listSought(tx: OrgTx, ids: string[]): Promise<Sought[]> {
  const rows = await tx.sql<(Omit<Sought, "points"> & { points: Sought["points"] | null })[]>`
    select l.id as "leadId", l.first_name as "firstName", l.last_name as "lastName", c.name as company, l.company_id as "companyId",
      (select json_agg(json_build_object('kind', p.kind, 'norm', p.norm)) from contact_points p where p.lead_id = l.id and not p.shared) as points
    from leads l left join companies c on c.org_id = l.org_id and c.id = l.company_id
    where l.id = any (${ids}::uuid[]) and l.deleted_at is null order by l.id`;
  return rows.map((row) => ({ ...row, points: row.points ?? [] }));
}

/** Which leads sealed events behind a position say are new or other than before; how far that was looked, and whether there is more. */
export async function listChangedLeads(tx: OrgTx, after: number, limit: number) {
  const rows = await tx.sql<{ position: number; lead_ids: string[] }[]>`
    select e.position, case
        when e.kind in ('lead.created', 'lead.changed', 'lead.restored', 'lead.merged', 'lead.unmerged') and e.lead_id is not null then array[e.lead_id]
        when e.kind = 'import.created' then array(select r.lead_id from import_rows r where r.import_id = (e.subjects->>'import_id')::uuid
          and r.number between (e.subjects->>'first_row')::int and (e.subjects->>'last_row')::int and r.outcome = 'created' and r.lead_id is not null)
        else '{}' end as lead_ids
    from events e where e.org_id = current_org_id() and e.position > ${after} order by e.position limit ${limit}`;
  // As many events as have about as many leads as one turn looks through.
  const ids = new Set<string>();
  let taken = 0;
  for (const row of rows) {
    if (ids.size >= limit) break;
    for (const id of row.lead_ids) ids.add(id);
    taken += 1;
  }
  const position = rows[taken - 1]?.position ?? after;
  return { ids: [...ids], position, more: taken < rows.length || rows.length === limit };
}
