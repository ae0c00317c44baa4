import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { getCompany } from "./queries";
import type { CompanyTouch, KnownPerson, ListPeopleInput, PeoplePage } from "./schema";

type PersonRow = Omit<KnownPerson, "last_touch_at"> & { last_touch_at: Date | null; place: string };

/**
 * Everybody known at a company, by whoever: its leads and the stakeholders of its leads, the last touched first. A stakeholder is seen
 * with the lead. NOT_FOUND when the company is not here.
 */
export async function listPeopleAt(tx: OrgTx, { id, limit, cursor }: ListPeopleInput): Promise<PeoplePage> {
  const after = decodeCursor("people", cursor, "time");
  const people = tx.sql<PersonRow[]>`
    with known as (
      select 'lead' as kind, l.id, l.id as lead_id, l.title, null::text as role, l.status, l.owner_id,
        coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, l.phone_e164, l.linkedin, 'Unnamed lead') as name,
        l.last_contacted_at as at, l.last_contact_channel as method, l.last_contacted_by as by
      from leads l where l.company_id = ${id} and l.deleted_at is null
      union all
      select * from (select distinct on (s.id) 'stakeholder', s.id, l.id, s.title, lc.role, null, l.owner_id,
        coalesce(nullif(concat_ws(' ', s.first_name, s.last_name), ''), s.email, s.phone_e164, s.linkedin, 'Somebody'),
        t.occurred_at, t.channel, t.user_id
      from leads l join lead_contacts lc on lc.lead_id = l.id join contacts s on s.id = lc.contact_id
      left join lateral (select c.occurred_at, c.channel, c.user_id from communications c
        where c.lead_id = l.id and c.contact_id = s.id and c.direction = 'outbound' and c.status not in ('draft', 'cancelled', 'blocked')
        order by c.occurred_at desc limit 1) t on true
      where l.company_id = ${id} and l.deleted_at is null and (s.company_id = ${id} or s.company_id is null)
      order by s.id, t.occurred_at desc nulls last) once)
    select k.kind, k.id, k.lead_id, k.title, k.role, k.status, k.name, k.at as last_touch_at, k.method as last_touch_method,
      case when o.user_id is not null then jsonb_build_object('id', o.user_id, 'name', o.name) end as owner,
      case when b.user_id is not null then jsonb_build_object('id', b.user_id, 'name', b.name) end as last_touch_by,
      coalesce(k.at, '-infinity')::text as place
    from known k
    left join memberships o on o.user_id = k.owner_id left join memberships b on b.user_id = k.by
    where ${after?.[0] ?? null}::text is null
      or (coalesce(k.at, '-infinity'), k.id) < (${after?.[0] ?? null}::text::timestamptz, ${after?.[1] ?? null}::text::uuid)
    order by coalesce(k.at, '-infinity') desc, k.id desc limit ${limit + 1}`;
  const [company, rows] = await Promise.all([getCompany(tx, id), people]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ place: _, ...row }) => ({ ...row, last_touch_at: row.last_touch_at?.toISOString() ?? null })),
    hidden: company.hidden_people,
    next_cursor: rows.length > limit && last ? encodeCursor("people", [last.place, last.id]) : null,
  };
}

/** The newest touches with anybody there whom the reader may see. */
export async function listTouchesAt(tx: OrgTx, companyId: string, limit: number): Promise<CompanyTouch[]> {
  const rows = await tx.sql<(Omit<CompanyTouch, "occurred_at"> & { occurred_at: Date })[]>`
    select t.id, t.channel as method, t.direction, t.subject, t.body_preview as excerpt, t.occurred_at,
      jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user
    from leads l
    cross join lateral (select c.* from communications c where c.org_id = l.org_id and c.lead_id = l.id
      and c.status not in ('draft', 'cancelled', 'blocked')
      order by c.occurred_at desc, c.id desc limit ${limit}) t
    left join memberships m on m.org_id = t.org_id and m.user_id = t.user_id
    where l.company_id = ${companyId} and l.deleted_at is null
    order by t.occurred_at desc, t.id desc limit ${limit}`;
  return rows.map((row) => ({ ...row, occurred_at: row.occurred_at.toISOString() }));
}
