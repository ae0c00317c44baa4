import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { matches } from "@/lib/analytics/conversation-queries";
import type { FigureRow, FigureRows } from "@/lib/analytics/schema";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { type Keyed, pagePart, shownOf } from "@/lib/core/keyed-page";
import { takeMemory } from "@/lib/core/memory";
import { periodOf } from "@/lib/periods/rules";
import { arrivalParts } from "./arrival-queries";
import { ofSource } from "./below-queries";
import { movesInSight } from "./queries";
import type { FunnelRowsInput } from "./schema";

type Row = Omit<FigureRow, "at"> & { at: Date } & Keyed;
type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The leads, or the changes of status, behind a figure of the funnel and lifecycle pages, newest first. */
export async function listFunnelRows(tx: OrgTx, ctx: Context, asked: FunnelRowsInput): Promise<FigureRows> {
  takeMemory(tx);
  const rows = await tx.sql<Row[]>`
    ${arrivalParts(tx, ctx, periodOf(asked, ctx), asked)}, ${movesInSight(tx, ctx, asked, tx.sql`h.id, h.lead_id, h.from_status, h.to_status, h.at, h.actor_id, h.seconds_in_previous`)},
    chosen as (${chosen(tx, ctx, asked)}),
    ${pagePart(tx, "funnel rows", asked)}
    select page.id, page.what, page.at, page.total, page.place, page.key, null::jsonb as amount,
      jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) as lead,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user
    from page join leads l on l.id = page.lead_id left join memberships m on m.user_id = page.user_id order by page.at desc, page.key`;
  return shownOf("funnel rows", rows, asked, ({ total: _, place: __, key: ___, ...row }) => ({
    ...row,
    at: row.at.toISOString(),
  }));
}

function chosen(tx: OrgTx, ctx: Context, asked: FunnelRowsInput): Fragment {
  const { figure, from_status = null, to_status = null, week = null } = asked;
  if (figure === "now") {
    return tx.sql`select l.id, l.id as lead_id, l.status as what, l.owner_id as user_id, l.status_changed_at as at from leads l
      where l.deleted_at is null and (${from_status}::text is null or l.status = ${from_status})
        and ${ofSource(tx, "l.source_id", asked)} and ${matches(tx, "l.owner_id", asked.user_id)}
        and ${reachedBy(tx, "l.id", asked.campaign_id)}`;
  }
  if (figure === "moves" || figure === "left") {
    const whole = figure === "left" ? tx.sql`and seconds_in_previous >= 0` : tx.sql``;
    return tx.sql`select id, lead_id, from_status || ' to ' || to_status as what, actor_id as user_id, at from moved
      where from_status is not null and (${from_status}::text is null or from_status = ${from_status})
        and (${to_status}::text is null or to_status = ${to_status}) ${whole}`;
  }
  if (figure === "movers") {
    return tx.sql`select distinct on (lead_id) lead_id as id, lead_id, from_status || ' to ' || to_status as what, actor_id as user_id, at from moved
      where from_status is not null and (${from_status}::text is null or from_status = ${from_status})
        and (${to_status}::text is null or to_status = ${to_status}) order by lead_id, at desc, id`;
  }
  const reached =
    figure === "lost" ? tx.sql`status in ('lost', 'unqualified')` : tx.sql`stage >= ${leastStage[figure]}`;
  return tx.sql`select lead_id as id, lead_id, status as what, owner_id as user_id, created_at as at from arrived
    where ${reached} and (${week}::date is null or (created_at at time zone ${ctx.timezone})::date between ${week}::date and ${week}::date + 6)`;
}

const leastStage = {
  arrived: 1,
  new: 1,
  contacted: 3,
  conversing: 4,
  qualified: 5,
  proposal: 6,
  converted: 7,
} as const;
