import { listMembers } from "@/lib/accounts/queries";
import { getOutreachAnalytics } from "@/lib/analytics/queries";
import { outreachAnalyticsInputSchema } from "@/lib/analytics/schema";
import { getCalendar } from "@/lib/calendar/queries";
import { listCampaignNames } from "@/lib/campaigns/queries";
import { listCollisions } from "@/lib/collisions/queries";
import type { Context } from "@/lib/core/context";
import { mayAskOf } from "@/lib/core/own-figures";
import { read } from "@/lib/core/read";
import { listTeamsToAsk, mayAskFor } from "@/lib/organizations/team-queries";
import { fiscalYears, lastDays } from "@/lib/periods/rules";
import { keptOf, outreachChoices, outreachLinks, outreachRows } from "./outreach-links";
import { outreachPanels } from "./outreach-sheets";
import { pageInput, type SearchParams } from "./page-input";
import { campaignChoice, periodLinks } from "./sheet-parts";
import { wayBack, withBack } from "./way-back";

/** The page of outreach: its figures beside those before, what narrows them, and the newest collisions. */
export function showOutreach(ctx: Context, params: SearchParams) {
  const { input: asked } = pageInput(outreachAnalyticsInputSchema, params);
  // A colleague's figures are not shown to a rep: the page is then everybody's, as with any filter that does not fit.
  return read(ctx, "analytics:read", async (tx) => {
    const input = (await mayAskFor(tx, ctx, asked)) ? asked : { ...asked, user_id: undefined, team_id: undefined };
    const { method, user_id: user, team_id: team, campaign_id: campaign } = input;
    const analytics = await getOutreachAnalytics(tx, ctx, { ...input, compare: "previous" });
    const shown = { from: analytics.from_date, to: analytics.to_date };
    const { fiscal_year_start } = await getCalendar(tx);
    const periods = [...lastDays([7, 30, 90], ctx), ...fiscalYears(fiscal_year_start, ctx).slice(0, 1)];
    const back = wayBack("outreach", params);
    const rows = outreachRows(analytics, input);
    return {
      analytics: { ...analytics, rows: linksWithBack(analytics.rows, back) },
      newest: (await listCollisions(tx, ctx, { ...shown, method, user, team, campaign, limit: 5 })).data,
      choices: [
        ...outreachChoices(
          input,
          await listTeamsToAsk(tx, ctx),
          (await listMembers(tx)).filter((one) => mayAskOf(ctx, one.user_id)),
        ),
        campaignChoice(campaign, await listCampaignNames(tx)),
      ],
      presets: periodLinks("/analytics/outreach", shown, keptOf(input), periods),
      links: outreachLinks(analytics, input, back),
      panels: outreachPanels(analytics, (figure, more) => withBack(rows(figure, more), back)),
    };
  });
}

const linksWithBack = (links: Record<string, string>, back: string) =>
  Object.fromEntries(Object.entries(links).map(([name, href]) => [name, withBack(href, back)]));
