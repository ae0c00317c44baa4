import type { Metadata } from "next";
import { saveViewMailAction } from "@/app/_actions/view-mails";
import { analyticsTabs } from "@/app/_adapters/analytics-tabs";
import { showOutreach } from "@/app/_adapters/outreach-page";
import { pageQuery, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { noted } from "@/app/_adapters/sheet-parts";
import { AnalyticsFilters } from "@/components/analytics/analytics-filters";
import { HowWeCount } from "@/components/analytics/how-we-count";
import { MailView } from "@/components/analytics/mail-view";
import { OutreachBoard } from "@/components/analytics/outreach-board";
import { PrintButton } from "@/components/analytics/print-button";
import { TopBar } from "@/components/shell/top-bar";
import { Tabs } from "@/components/ui/tabs";

export const metadata: Metadata = { title: "Outreach" };

export default async function OutreachPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const query = await searchParams;
  const { analytics, choices, presets, ...board } = await showOutreach(ctx, query);
  return (
    <>
      <TopBar title="Outreach" note={noted(analytics.timezone, analytics.previous)}>
        <span className="wide">
          <PrintButton />
        </span>
        <MailView view="outreach" query={queryText(pageQuery(query))} save={saveViewMailAction} />
        <HowWeCount definitions={analytics.definitions} />
      </TopBar>
      <Tabs label="Analytics" tabs={analyticsTabs(ctx, "outreach")} />
      <AnalyticsFilters
        action="/analytics/outreach"
        days={{ from: analytics.from_date, to: analytics.to_date }}
        choices={choices}
        presets={presets}
      />
      <div className="scroll">
        <OutreachBoard analytics={analytics} userId={ctx.actor.userId} {...board} />
      </div>
    </>
  );
}
