import type { OrgTx } from "@/db/tenant";
import { reachedBy } from "@/lib/campaigns/rule-queries";
import type { Context } from "@/lib/core/context";
import { conversationParts, seen } from "./conversation-queries";
import type { OutreachAnalytics, OutreachAnalyticsInput } from "./schema";

type Previous = NonNullable<OutreachAnalytics["previous"]>;
type Asked = Pick<OutreachAnalyticsInput, "method" | "user_id" | "team_id" | "campaign_id" | "response_hours"> & {
  from: string;
  to: string;
};

/** The totals of the days before, counted like the days themselves. */
export async function getPreviousOutreach(tx: OrgTx, ctx: Context, { from, to, ...asked }: Asked): Promise<Previous> {
  const [method, user, team] = [asked.method ?? null, asked.user_id ?? null, asked.team_id ?? null];
  const [row] = await tx.sql<Omit<Previous, "from_date" | "to_date">[]>`
    ${conversationParts(tx, ctx, { ...asked, from_date: from, to_date: to })}
    select t.n::int as total_attempts, t.leads::int as leads_reached, v.n::int as conversations, v.answered::int as responded_conversations,
      v.answered::float8 / nullif(v.n, 0) as response_rate, v.median as median_response_time_hours,
      (select count(*)::int from collision_incidents k, bounds b where k.kind = 'prevented' and k.at >= b.low and k.at < b.high
        and (${method}::text is null or k.channel = ${method}) and (${user}::uuid is null or k.user_id = ${user})
        and (${team}::uuid is null or k.user_id in (select m.user_id from memberships m where m.team_id = ${team}))
        and ${reachedBy(tx, "k.lead_id", asked.campaign_id)}${seen(tx, ctx, "k")}) as prevented
    from (select count(*) as n, count(distinct lead_id) as leads from touches) t,
      (select count(*) as n, count(hours) as answered, percentile_cont(0.5) within group (order by hours)::float8 as median from conversations) v`;
  if (!row) throw new Error("The totals are always there");
  return { from_date: from, to_date: to, ...row };
}
