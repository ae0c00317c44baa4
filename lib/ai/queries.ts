import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { getSettings } from "@/lib/settings/queries";
import type { Brief } from "./rules";
import type { AiUsage } from "./schema";

/** What is told of a lead: their name, title and company, and the newest five touches. */
export async function getBrief(tx: OrgTx, leadId: string, sender: string): Promise<Brief> {
  const [[lead], touches] = await Promise.all([
    tx.sql<Omit<Brief, "touches" | "sender">[]>`
      select l.first_name, l.title, c.name as company from leads l
      left join companies c on c.org_id = l.org_id and c.id = l.company_id where l.id = ${leadId}`,
    tx.sql<(Omit<Brief["touches"][number], "at"> & { at: Date })[]>`
      select direction, channel, occurred_at as at, subject, left(body, 4000) as text from communications
      where lead_id = ${leadId} and status in ('sent', 'delivered', 'bounced', 'logged', 'received')
      order by occurred_at desc, id desc limit 5`,
  ]);
  return {
    first_name: lead?.first_name ?? null,
    title: lead?.title ?? null,
    company: lead?.company ?? null,
    sender,
    touches: touches.map((one) => ({ ...one, at: one.at.toISOString() })),
  };
}

export type Usage = { user: number; organization: number; runs: number; failed: number };

/** What was used since the beginning of the organization's day; a question that is out counts as what it may take. */
export async function getUsage(tx: OrgTx, userId: string, now: Date): Promise<Usage> {
  const [row] = await tx.sql<Usage[]>`
    with today as (
      select r.user_id, r.status, case when r.status = 'running' then r.reserved_tokens else coalesce(r.input_tokens, 0) + coalesce(r.output_tokens, 0) end as tokens
      from ai_runs r where r.started_at >= (select date_trunc('day', ${now}::timestamptz at time zone o.timezone) at time zone o.timezone from organizations o))
    select coalesce(sum(tokens) filter (where user_id = ${userId}), 0)::int as "user", coalesce(sum(tokens), 0)::int as organization,
      count(*)::int as runs, count(*) filter (where status in ('failed', 'garbage', 'refused'))::int as failed from today`;
  return row ?? { user: 0, organization: 0, runs: 0, failed: 0 };
}

/** Whether a model is there, and how much of today's budgets is used. */
export async function getAiUsage(tx: OrgTx, ctx: Context, model: string | null): Promise<AiUsage> {
  const [used, { settings }] = await Promise.all([getUsage(tx, ctx.actor.userId, ctx.now), getSettings(tx)]);
  return {
    configured: model !== null,
    model,
    user_tokens_today: used.user,
    user_daily_tokens: settings["ai.user_daily_tokens"],
    organization_tokens_today: used.organization,
    organization_daily_tokens: settings["ai.organization_daily_tokens"],
    runs_today: used.runs,
    failed_today: used.failed,
  };
}
