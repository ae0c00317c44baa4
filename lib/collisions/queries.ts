import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { Collision, CollisionPage, ListCollisionsInput } from "./schema";

type Override = NonNullable<Collision["override"]>;
type Row = Omit<Collision, "at" | "other" | "override"> & {
  at: Date;
  place: string;
  other: (NonNullable<Collision["other"]> & { at: string }) | null;
  override: (Override & { reviewed_at: string | null }) | null;
};

/** The touches that broke a rule, newest first: prevented, overridden with the reason, escaped. Days are the organization's. */
export async function listCollisions(tx: OrgTx, ctx: Context, asked: ListCollisionsInput): Promise<CollisionPage> {
  const after = decodeCursor("collisions", asked.cursor, "time");
  const where = whereOf(tx, ctx, asked);
  const rows = await tx.sql<Row[]>`
    select k.id, k.kind, k.code, k.channel as method, k.at, k.at::text as place, k.subject, k.excerpt, v.reason, k.resolution,
      jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead'), 'company', co.name) as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user,
      case when ol.id is not null then jsonb_build_object('id', o.id, 'at', o.occurred_at, 'subject', o.subject,
        'user', case when om.user_id is not null then jsonb_build_object('id', om.user_id, 'name', om.name) end) end as other,
      case when v.id is not null then jsonb_build_object('id', v.id, 'user_id', v.user_id, 'codes', v.codes,
        'warning', (select jsonb_agg(jsonb_build_object('code', w ->> 'code', 'message', w ->> 'message')) from jsonb_array_elements(v.warning) w),
        'reviewed_by', case when rm.user_id is not null then jsonb_build_object('id', rm.user_id, 'name', rm.name) end,
        'reviewed_at', v.reviewed_at) end as override
    from collision_incidents k
    join leads l on l.org_id = k.org_id and l.id = k.lead_id
    left join companies co on co.org_id = l.org_id and co.id = l.company_id
    left join memberships m on m.org_id = k.org_id and m.user_id = k.user_id
    left join outreach_overrides v on v.org_id = k.org_id and v.id = ${overrideOf(tx)}
    left join memberships rm on rm.org_id = v.org_id and rm.user_id = v.reviewed_by
    left join communications o on o.org_id = k.org_id and o.id = k.other_communication_id
    left join leads ol on ol.org_id = o.org_id and ol.id = o.lead_id
    left join memberships om on om.org_id = o.org_id and om.user_id = o.user_id
    where ${where} and (${after?.[0] ?? null}::text is null or (k.at, k.id) < (${after?.[0] ?? null}::text::timestamptz, ${after?.[1] ?? null}::text::uuid))
    order by k.at desc, k.id desc limit ${asked.limit + 1}`;
  const total = await countUpTo(tx, where);
  const shown = rows.slice(0, asked.limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toCollision),
    next_cursor: rows.length > asked.limit && last ? encodeCursor("collisions", [last.place, last.id]) : null,
    ...(total > 1000 ? { total_at_least: 1000 } : { total }),
  };
}

/** How many overrides wait for a second look, up to a thousand. */
export const countOpenReviews = (tx: OrgTx, ctx: Context): Promise<number> =>
  countUpTo(tx, whereOf(tx, ctx, { review: "open", limit: 1 }));

export type OverrideFacts = { id: string; user_id: string; reviewed_at: Date | null; lead_id: string };

/** The override, locked; NOT_FOUND when it is not here. */
export async function lockOverride(tx: OrgTx, id: string): Promise<OverrideFacts> {
  const [row] = await tx.sql<OverrideFacts[]>`
    select v.id, v.user_id, v.reviewed_at, c.lead_id from outreach_overrides v
    join communications c on c.org_id = v.org_id and c.id = v.communication_id where v.id = ${id} for no key update of v`;
  if (!row) throw notFound("override");
  return row;
}

export type CollisionFacts = { id: string; lead_id: string; resolution: string | null };

export async function lockCollision(tx: OrgTx, id: string): Promise<CollisionFacts> {
  const [row] = await tx.sql<CollisionFacts[]>`
    select k.id, k.lead_id, k.resolution from collision_incidents k where k.id = ${id} for no key update`;
  if (!row) throw notFound("collision");
  return row;
}

type Fragment = postgres.PendingQuery<postgres.Row[]>;

const overrideOf = (tx: OrgTx): Fragment =>
  tx.sql`(select c.override_id from communications c where c.org_id = k.org_id and c.id = k.communication_id)`;

// An override that broke several rules has a row for each; the review is asked for once, at the first of them.
const reviews = {
  open: "v.reviewed_at is null",
  done: "v.reviewed_at is not null",
} as const;

function whereOf(tx: OrgTx, ctx: Context, asked: ListCollisionsInput): Fragment {
  const {
    kind = null,
    user = null,
    team = null,
    method = null,
    from = null,
    to = null,
    review,
    resolution = null,
  } = asked;
  const reviewed = review
    ? tx.sql`and k.kind = 'overridden'
        and exists (select from outreach_overrides v where v.org_id = k.org_id and v.id = ${overrideOf(tx)} and ${tx.sql.unsafe(reviews[review])})
        and not exists (select from collision_incidents f where f.org_id = k.org_id and f.communication_id = k.communication_id
          and f.kind = 'overridden' and f.id < k.id)`
    : tx.sql``;
  const seen = ctx.actor.sees ? tx.sql`and exists (select from leads s where s.id = k.lead_id)` : tx.sql``;
  return tx.sql`
    (${kind}::text is null or k.kind = ${kind}) and (${user}::uuid is null or k.user_id = ${user})
    and (${team}::uuid is null or k.user_id in (select m.user_id from memberships m where m.team_id = ${team}))
    and (${method}::text is null or k.channel = ${method}) and ${reachedBy(tx, "k.lead_id", asked.campaign)}
    and (${resolution}::text is null or k.resolution is not distinct from nullif(${resolution}, 'none'))
    and (${from}::date is null or k.at >= ${from}::date::timestamp at time zone ${ctx.timezone})
    and (${to}::date is null or k.at < (${to}::date + 1)::timestamp at time zone ${ctx.timezone}) ${reviewed} ${seen}`;
}

async function countUpTo(tx: OrgTx, where: Fragment): Promise<number> {
  const [counted] = await tx.sql<{ total: number }[]>`
    select count(*)::int as total from (select 1 from collision_incidents k where ${where} limit 1001) x`;
  return counted?.total ?? 0;
}

const toCollision = ({ place: _, other, override, ...row }: Row): Collision => ({
  ...row,
  at: row.at.toISOString(),
  other: other && { ...other, at: new Date(other.at).toISOString() },
  override: override && {
    ...override,
    warning: override.warning ?? [],
    reviewed_at: override.reviewed_at && new Date(override.reviewed_at).toISOString(),
  },
});
