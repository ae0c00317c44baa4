import type { OrgTx } from "@/db/tenant";
import { requireCampaign } from "@/lib/campaigns/rule-queries";
import { invalid } from "@/lib/core/errors";
import type { LockedItem } from "./queries";

/** What an item's touch is counted to: what was chosen for it, else its day's; INVALID for another than its sequence's. */
export async function campaignOfItem(
  tx: OrgTx,
  item: Pick<LockedItem, "campaign_id" | "enrollment_id">,
  chosen: string | null | undefined,
): Promise<string | null> {
  if (chosen === undefined || chosen === item.campaign_id) return item.campaign_id;
  if (item.enrollment_id !== null)
    throw invalid("campaign_id", "What a sequence asks for is counted to the sequence's campaign. Leave it out.");
  if (chosen) await requireCampaign(tx, chosen);
  return chosen;
}
