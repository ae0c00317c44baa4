import type { OrgTx } from "@/db/tenant";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { seen } from "./conversation-queries";
import { figureParts } from "./figure-queries";
import { previousOf } from "./rolled-queries";
import { knownToRollups } from "./rules";
import type { OutreachAnalytics, OutreachAnalyticsInput } from "./schema";

type Previous = NonNullable<OutreachAnalytics["previous"]>;
type Asked = Pick<OutreachAnalyticsInput, "method" | "user_id" | "team_id" | "campaign_id" | "response_hours"> & {
  from: string;
  to: string;
};

/** The totals of the days before, counted like the days themselves. */
export async function getPreviousOutreach(tx: OrgTx, ctx: Context, { from, to, ...asked }: Asked): Promise<Previous> {
  if (knownToRollups(ctx, asked)) return previousOf(tx, ctx, { from, to, method: asked.method ?? null });
  const [method, user, team] = [asked.method ?? null, asked.user_id ?? null, asked.team_id ?? null];
  const [row] = await tx.sql<Omit<Previous, "from_date" | "to_date">[]>`
    ${figureParts(tx, ctx, { ...asked, from_date: from, to_date: to })}
    select t.attempts::int as total_attempts, t.leads::int as leads_reached, coalesce(v.conversations, 0)::int as conversations,
      coalesce(v.responded, 0)::int as responded_conversations, v.responded::float8 / nullif(v.conversations, 0) as response_rate,
      v.median::float8 as median_response_time_hours,
      (select count(*)::int from collision_incidents k, bounds b where k.kind = 'prevented' and k.at >= b.low and k.at < b.high
        and (${method}::text is null or k.channel = ${method}) and (${user}::uuid is null or k.user_id = ${user})
        and (${team}::uuid is null or k.user_id in (select m.user_id from memberships m where m.team_id = ${team}))
        and ${reachedBy(tx, "k.lead_id", asked.campaign_id)}${seen(tx, ctx, "k")}) as prevented
    from tried t left join figures v on v.no_channel = 1 and v.no_user = 1 where t.no_channel = 1 and t.no_user = 1`;
  if (!row) throw new Error("The totals are always there");
  return { from_date: from, to_date: to, ...row };
}
