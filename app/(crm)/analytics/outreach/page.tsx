import type { Metadata } from "next";
import { analyticsTabs } from "@/app/_adapters/analytics-views";
import { keptOf, outreachChoices, outreachLinks, outreachRows } from "@/app/_adapters/outreach-links";
import { outreachPanels } from "@/app/_adapters/outreach-sheets";
import { pageInput, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { noted, periodLinks } from "@/app/_adapters/sheet-parts";
import { AnalyticsFilters } from "@/components/analytics/analytics-filters";
import { HowWeCount } from "@/components/analytics/how-we-count";
import { OutreachBoard } from "@/components/analytics/outreach-board";
import { PrintButton } from "@/components/analytics/print-button";
import { TopBar } from "@/components/shell/top-bar";
import { Tabs } from "@/components/ui/tabs";
import { listMembers, listTeams } from "@/lib/accounts/queries";
import { fiscalYears, lastDays } from "@/lib/analytics/period-rules";
import { getOutreachAnalytics } from "@/lib/analytics/queries";
import { outreachAnalyticsInputSchema } from "@/lib/analytics/schema";
import { getCalendar } from "@/lib/calendar/queries";
import { listCollisions } from "@/lib/collisions/queries";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Outreach" };

export default async function OutreachPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input } = pageInput(outreachAnalyticsInputSchema, await searchParams);
  const { analytics, newest, people, teams, calendar } = await read(ctx, "analytics:read", async (tx) => {
    const figures = await getOutreachAnalytics(tx, ctx, { ...input, compare: "previous" });
    const { method, user_id: user, team_id: team } = input;
    const period = { from: figures.from_date, to: figures.to_date, method, user, team, limit: 5 };
    const newestOnes = (await listCollisions(tx, ctx, period)).data;
    const [members, allTeams] = [await listMembers(tx), await listTeams(tx)];
    return {
      analytics: figures,
      newest: newestOnes,
      people: members,
      teams: allTeams,
      calendar: await getCalendar(tx),
    };
  });
  const path = "/analytics/outreach";
  const shown = { from: analytics.from_date, to: analytics.to_date };
  const periods = [...lastDays([7, 30, 90], ctx), ...fiscalYears(calendar.fiscal_year_start, ctx).slice(0, 1)];
  return (
    <>
      <TopBar title="Outreach" note={noted(analytics.timezone, analytics.previous)}>
        <span className="wide">
          <PrintButton />
        </span>
        <HowWeCount definitions={analytics.definitions} />
      </TopBar>
      <Tabs label="Analytics" tabs={analyticsTabs("outreach")} />
      <AnalyticsFilters
        action={path}
        {...shown}
        choices={outreachChoices(input, teams, people)}
        presets={periodLinks(path, shown, keptOf(input), periods)}
      />
      <div className="scroll">
        <OutreachBoard
          analytics={analytics}
          newest={newest}
          userId={ctx.actor.userId}
          links={outreachLinks(analytics, input)}
          panels={outreachPanels(analytics, outreachRows(analytics, input))}
        />
      </div>
    </>
  );
}
