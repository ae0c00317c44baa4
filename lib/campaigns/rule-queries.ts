import type { OrgTx } from "@/db/tenant";
import { invalid } from "@/lib/core/errors";

/** INVALID for a campaign that is not here or was put away: nothing new is counted to it. */
export async function requireCampaign(tx: OrgTx, id: string): Promise<void> {
  const [row] = await tx.sql<
    { archived: boolean }[]
  >`select archived_at is not null as archived from campaigns where id = ${id}`;
  if (!row) throw invalid("campaign_id", "There is no such campaign. GET /api/campaigns lists them.");
  if (row.archived) throw invalid("campaign_id", "This campaign was put away. Choose another, or bring it back first.");
}

/** Whether a lead was reached by a campaign; true when none is asked for. `lead` is a column. */
export const reachedBy = (tx: OrgTx, lead: string, campaignId: string | undefined) =>
  campaignId === undefined
    ? tx.sql`true`
    : tx.sql`exists (select from communications of_campaign where of_campaign.org_id = current_org_id()
        and of_campaign.lead_id = ${tx.sql.unsafe(lead)} and of_campaign.campaign_id = ${campaignId}::uuid and is_attempt(of_campaign))`;
