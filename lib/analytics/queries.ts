import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { requireTheirFigures } from "@/lib/organizations/team-queries";
import { periodBefore, periodOf } from "@/lib/periods/rules";
import { countLedger } from "./ledger-queries";
import { keepCampaign } from "./link-rules";
import { outreachLinks } from "./outreach-link-rules";
import { getPreviousOutreach } from "./previous-queries";
import { countRolled } from "./rolled-queries";
import { definitions, knownToRollups } from "./rules";
import type { OutreachAnalytics, OutreachAnalyticsInput } from "./schema";

/**
 * Outreach over a period: out of the rollups where those know what is asked, else out of the ledger, with the same result.
 * FORBIDDEN for a rep who asks for one colleague alone, or for a team that comes to that.
 */
export async function getOutreachAnalytics(
  tx: OrgTx,
  ctx: Context,
  asked: OutreachAnalyticsInput,
): Promise<OutreachAnalytics> {
  await requireTheirFigures(tx, ctx, asked);
  const { from, to } = periodOf(asked, ctx);
  const counted = await (knownToRollups(ctx, asked) ? countRolled : countLedger)(tx, ctx, asked);
  const before = asked.compare ? await getPreviousOutreach(tx, ctx, { ...asked, ...periodBefore({ from, to }) }) : null;
  return {
    from_date: from,
    to_date: to,
    timezone: ctx.timezone,
    response_hours: asked.response_hours ?? "clock",
    ...counted,
    previous: before,
    rows: keepCampaign(outreachLinks({ from_date: from, to_date: to }, before, asked), asked.campaign_id),
    definitions,
  };
}
