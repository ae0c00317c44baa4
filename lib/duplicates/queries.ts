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
type Row = SideRow & { nth: number; same: DuplicateReason[]; likeness: number; same_company: boolean; named: boolean };

/** Those who may be this person, most likely first: by an address, or by nearly the same name at nearly the same company. Ten at most. */
export async function listAlike(tx: OrgTx, sought: Sought): Promise<DuplicateHint[]> {
  return (await listAlikeOfEach(tx, [sought], sought.typed))[0] ?? [];
}

/** The same for many at once: a company is looked up and its people are folded once, however many of them are sought. */
export async function listAlikeOfEach(tx: OrgTx, list: Sought[], typed = false): Promise<DuplicateHint[][]> {
  const asked = list.map(({ leadId, firstName, lastName, company, companyId }, nth) => {
    const named = Boolean(firstName && lastName && (company || companyId));
    return { nth, lead_id: leadId, first_name: firstName, last_name: lastName, company, company_id: companyId, named };
  });
  const points = list.flatMap((one, nth) => one.points.map(({ kind, norm }) => ({ nth, kind, norm })));
  if (points.length === 0 && !asked.some((one) => one.named)) return list.map(() => []);
  const params = [JSON.stringify(asked), JSON.stringify(points), String(typed)];
  const rows = await tx.sql.unsafe<Row[]>(likeText, params, { prepare: true });
  const hints = list.map((): DuplicateHint[] => []);
  for (const row of rows) hints[row.nth]?.push(...hintOf(row, typed));
  return hints.map((some) => some.sort((a, b) => b.score - a.score || a.id.localeCompare(b.id)).slice(0, 10));
}

function hintOf({ likeness, same_company: sameCompany, named, ...row }: Row, typed: boolean): DuplicateHint[] {
  const { same } = row;
  const assessed = assessLikeness({ same, likeness, sameCompany, named });
  if (assessed) return [{ ...toSide(row), same: assessed.reasons, score: assessed.score }];
  return typed && same.length > 0 ? [{ ...toSide(row), same, score: leastScore }] : [];
}

const folded = (lead: string) => `btrim(replace(fold(${lead}.first_name), '.', '')), btrim(fold(${lead}.last_name))`;

// A company is looked through to a thousand leads, an address to twenty: what more people have says nothing of one.
const likeText = `
  with asked as materialized (
    select a.*, case when a.named then concat(a.company, ' ', a.company_id) end as firm, f.*
    from json_to_recordset($1::text::json)
      as a(nth integer, lead_id uuid, first_name text, last_name text, company text, company_id uuid, named boolean)
    cross join lateral (select ${folded("a")}) f(first, last)),
  by_point as materialized (
    select nth, id, same from (
      select p.nth, cp.lead_id as id, array_agg(distinct cp.kind order by cp.kind) as same,
        row_number() over (partition by p.nth order by count(*) desc, cp.lead_id) as place
      from json_to_recordset($2::text::json) as p(nth integer, kind text, norm text)
      join contact_points cp on cp.org_id = current_org_id() and cp.norm = p.norm and cp.kind = p.kind
      where cp.lead_id is not null and ($3::text::boolean or not cp.shared) group by p.nth, cp.lead_id) b where place <= 20),
  near as materialized (
    select f.firm, k.id from (select distinct firm, company, company_id from asked where named) f
    cross join lateral (
      select k as id from similar_companies(f.company, 20) k union select f.company_id where f.company_id is not null) k),
  people as materialized (
    select n.firm, l.id, f.* from near n cross join lateral (
      select l.id, l.first_name, l.last_name from leads l where l.org_id = current_org_id() and l.company_id = n.id and l.deleted_at is null limit 1000) l
    cross join lateral (select ${folded("l")}) f(first, last)),
  by_name as materialized (
    select nth, id from (
      select a.nth, p.id, row_number() over (partition by a.nth order by p.id) as place
      from asked a join people p on p.firm = a.firm
      where p.id is distinct from a.lead_id and folded_likeness(p.first, p.last, a.first, a.last) >= ${leastLikeness}) b where place <= 20)
  select a.nth, ${sideColumns}, coalesce(p.same, '{}') as same, name_likeness(l.first_name, l.last_name, a.first_name, a.last_name) as likeness,
    n.id is not null as same_company,
    coalesce(l.first_name, '') <> '' and coalesce(l.last_name, '') <> '' and a.first_name <> '' and a.last_name <> '' as named
  from (select nth, id from by_point union select nth, id from by_name) x join asked a on a.nth = x.nth and a.lead_id is distinct from x.id
  join leads l on l.org_id = current_org_id() and l.id = x.id and l.deleted_at is null
  left join by_point p on p.nth = x.nth and p.id = l.id left join by_name n on n.nth = x.nth and n.id = l.id ${sideJoins}
  where a.lead_id is null or not exists (
    with mine as (select a.lead_id as id union select m.from_id from lead_merges m where m.org_id = current_org_id() and m.root_id = a.lead_id and m.undone_at is null),
    theirs as (select l.id union select m.from_id from lead_merges m where m.org_id = current_org_id() and m.root_id = l.id and m.undone_at is null)
    select from mine m cross join theirs t join duplicate_pairs d on d.org_id = current_org_id() and d.lead_id = least(m.id, t.id)
      and d.other_id = greatest(m.id, t.id) and d.state = 'dismissed')`;

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

/** Changes that make nobody another person: with each touch that moves a status its whole company would be looked through again. */
const nobodyElse = [
  "status",
  "owner_id",
  "tags",
  "snoozed_until",
  "reply_class",
  "do_not_contact",
  "blocked_channel",
  "bounced_address",
  "score",
];

/** Which leads sealed events behind a position say are new or other than before; how far that was looked, and whether there is more. */
export async function listChangedLeads(tx: OrgTx, after: number, limit: number) {
  const rows = await tx.sql<{ position: number; lead_ids: string[] }[]>`
    select e.position, case
        when e.kind in ('lead.created', 'lead.restored', 'lead.merged', 'lead.unmerged') and e.lead_id is not null then array[e.lead_id]
        when e.kind = 'lead.changed' and e.lead_id is not null and (k.payload is null or k.payload::jsonb -> 'changes' is null
          or exists (select from jsonb_object_keys(k.payload::jsonb -> 'changes') f where f <> all (${nobodyElse}::text[]))) then array[e.lead_id]
        when e.kind = 'import.created' then array(select r.lead_id from import_rows r where r.import_id = (e.subjects->>'import_id')::uuid
          and r.number between (e.subjects->>'first_row')::int and (e.subjects->>'last_row')::int and r.outcome = 'created' and r.lead_id is not null)
        else '{}' end as lead_ids
    from events e left join event_payloads k on e.kind = 'lead.changed' and k.org_id = e.org_id and k.id = e.id
    where e.org_id = current_org_id() and e.position > ${after} order by e.position limit ${limit}`;
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
