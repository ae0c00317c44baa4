import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { mayDo } from "@/lib/core/permissions";
import type { Campaign } from "./schema";

type Row = Omit<Campaign, "created_at"> & { created_at: Date };

/** Campaigns by name, each with what became of it; those that were put away come last. */
export const listCampaigns = async (tx: OrgTx, ctx: Context): Promise<Campaign[]> =>
  (await selectCampaigns(tx, ctx, null)).map(toCampaign);

export async function getCampaign(tx: OrgTx, ctx: Context, id: string): Promise<Campaign> {
  const [row] = await selectCampaigns(tx, ctx, id);
  if (!row) throw notFound("campaign");
  return toCampaign(row);
}

// Counted over leads in sight: the policy on leads leaves the others out.
const selectCampaigns = (tx: OrgTx, { actor }: Context, id: string | null) => tx.sql<Row[]>`
  select g.id, g.name, g.goal, case when s.id is not null then jsonb_build_object('id', s.id, 'name', s.name) end as source,
    case when b.id is not null and ${mayDo(actor.role, actor.scopes, "budget:read")} then jsonb_build_object('id', b.id, 'name', b.name) end as account,
    g.archived_at is not null as archived, (select count(*)::int from nurture_sequences q where q.campaign_id = g.id and q.state <> 'archived') as sequences,
    t.attempts, t.leads, t.answered, t.won, g.version, g.created_at
  from campaigns g left join lead_sources s on s.org_id = g.org_id and s.id = g.source_id
  left join budget_accounts b on b.org_id = g.org_id and b.id = g.account_id
  cross join lateral (
    select count(*)::int as attempts, count(distinct c.lead_id)::int as leads, (count(distinct c.lead_id) filter (where c.replied_at is not null))::int as answered,
      (count(distinct c.lead_id) filter (where l.status = 'converted'))::int as won
    from communications c join leads l on l.org_id = c.org_id and l.id = c.lead_id
    where c.org_id = g.org_id and c.campaign_id = g.id and is_attempt(c)) t
  where ${id}::uuid is null or g.id = ${id} order by g.archived_at is not null, lower(g.name), g.id limit 500`;

const toCampaign = (row: Row): Campaign => ({ ...row, created_at: row.created_at.toISOString() });

/** Names for a choice: all that are not put away. */
export const listCampaignNames = (tx: OrgTx): Promise<{ id: string; name: string }[]> =>
  tx.sql<{ id: string; name: string }[]>`
    select id, name from campaigns where archived_at is null order by lower(name), id limit 200`;
