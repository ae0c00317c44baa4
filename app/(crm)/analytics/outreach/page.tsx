import type { Metadata } from "next";
import { analyticsTabs } from "@/app/_adapters/analytics-views";
import { outreachChoices, outreachLinks, periodTabs } from "@/app/_adapters/outreach-links";
import { outreachPanels } from "@/app/_adapters/outreach-sheets";
import { pageInput, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { AnalyticsFilters } from "@/components/analytics/analytics-filters";
import { HowWeCount } from "@/components/analytics/how-we-count";
import { OutreachBoard } from "@/components/analytics/outreach-board";
import { TopBar } from "@/components/shell/top-bar";
import { Tabs } from "@/components/ui/tabs";
import { listMembers } from "@/lib/accounts/queries";
import { getOutreachAnalytics } from "@/lib/analytics/queries";
import { outreachAnalyticsInputSchema } from "@/lib/analytics/schema";
import { listCollisions } from "@/lib/collisions/queries";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Outreach" };

export default async function OutreachPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input } = pageInput(outreachAnalyticsInputSchema, await searchParams);
  const { analytics, newest, people } = await read(ctx, "analytics:read", async (tx) => {
    const figures = await getOutreachAnalytics(tx, ctx, input);
    const { method, user_id: user } = input;
    const period = { from: figures.from_date, to: figures.to_date, method, user, limit: 5 };
    return {
      analytics: figures,
      newest: (await listCollisions(tx, ctx, period)).data,
      people: await listMembers(tx),
    };
  });
  return (
    <>
      <TopBar title="Outreach" note={`Days as in ${analytics.timezone.replaceAll("_", " ")}`}>
        <HowWeCount definitions={analytics.definitions} />
      </TopBar>
      <Tabs label="Analytics" tabs={analyticsTabs("outreach")} />
      <AnalyticsFilters
        action="/analytics/outreach"
        from={analytics.from_date}
        to={analytics.to_date}
        choices={outreachChoices(input, people)}
        presets={periodTabs(ctx, analytics, input)}
      />
      <div className="scroll">
        <OutreachBoard
          analytics={analytics}
          newest={newest}
          userId={ctx.actor.userId}
          links={outreachLinks(analytics, input)}
          panels={outreachPanels(analytics)}
        />
      </div>
    </>
  );
}
