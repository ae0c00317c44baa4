import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import type { Collision, CollisionPage, ListCollisionsInput } from "./schema";

type Row = Omit<Collision, "at" | "other"> & {
  at: Date;
  place: string;
  other: (NonNullable<Collision["other"]> & { at: string }) | null;
};

/** The touches that broke a rule, newest first: prevented, overridden with the reason, escaped. Days are the organization's. */
export async function listCollisions(tx: OrgTx, ctx: Context, asked: ListCollisionsInput): Promise<CollisionPage> {
  const { kind = null, user = null, method = null, from = null, to = null, limit } = asked;
  const after = decodeCursor(asked.cursor, "time");
  const where = tx.sql`
    (${kind}::text is null or k.kind = ${kind}) and (${user}::uuid is null or k.user_id = ${user})
    and (${method}::text is null or k.channel = ${method})
    and (${from}::date is null or k.at >= ${from}::date::timestamp at time zone ${ctx.timezone})
    and (${to}::date is null or k.at < (${to}::date + 1)::timestamp at time zone ${ctx.timezone})`;
  const rows = await tx.sql<Row[]>`
    select k.id, k.kind, k.code, k.channel as method, k.at, k.at::text as place, k.subject, k.excerpt, v.reason,
      jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead'), 'company', co.name) as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user,
      case when o.id is not null then jsonb_build_object('id', o.id, 'at', o.occurred_at, 'subject', o.subject,
        'user', case when om.user_id is not null then jsonb_build_object('id', om.user_id, 'name', om.name) end) end as other
    from collision_incidents k
    join leads l on l.org_id = k.org_id and l.id = k.lead_id
    left join companies co on co.org_id = l.org_id and co.id = l.company_id
    left join memberships m on m.org_id = k.org_id and m.user_id = k.user_id
    left join communications c on c.org_id = k.org_id and c.id = k.communication_id
    left join outreach_overrides v on v.org_id = c.org_id and v.id = c.override_id
    left join communications o on o.org_id = k.org_id and o.id = k.other_communication_id
    left join memberships om on om.org_id = o.org_id and om.user_id = o.user_id
    where ${where} and (${after?.[0] ?? null}::text is null or (k.at, k.id) < (${after?.[0] ?? null}::text::timestamptz, ${after?.[1] ?? null}::text::uuid))
    order by k.at desc, k.id desc limit ${limit + 1}`;
  const [counted] = await tx.sql<{ total: number }[]>`
    select count(*)::int as total from (select 1 from collision_incidents k where ${where} limit 1001) x`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const total = counted?.total ?? 0;
  return {
    data: shown.map(({ place: _, other, ...row }) => ({
      ...row,
      at: row.at.toISOString(),
      other: other && { ...other, at: new Date(other.at).toISOString() },
    })),
    next_cursor: rows.length > limit && last ? encodeCursor([last.place, last.id]) : null,
    ...(total > 1000 ? { total_at_least: 1000 } : { total }),
  };
}
