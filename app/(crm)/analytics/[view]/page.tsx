import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { saveViewMailAction } from "@/app/_actions/view-mails";
import { analyticsTabs, mayOpen } from "@/app/_adapters/analytics-tabs";
import { analyticsViews, showView } from "@/app/_adapters/analytics-views";
import { pageQuery, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { periodLinks } from "@/app/_adapters/sheet-parts";
import { sheetWithBack, wayBack } from "@/app/_adapters/way-back";
import { AnalyticsFilters } from "@/components/analytics/analytics-filters";
import { HowWeCount } from "@/components/analytics/how-we-count";
import { MailView } from "@/components/analytics/mail-view";
import { NoFigures } from "@/components/analytics/no-figures";
import { PrintButton } from "@/components/analytics/print-button";
import { SheetBoard } from "@/components/analytics/sheet-board";
import { TopBar } from "@/components/shell/top-bar";
import { Tabs } from "@/components/ui/tabs";
import { read } from "@/lib/core/read";

type Props = { params: Promise<{ view: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: analyticsViews[(await params).view]?.title };
}

export default async function AnalyticsPage({ params, searchParams }: Props) {
  const ctx = await requireContext();
  const { view: name } = await params;
  const view = analyticsViews[name];
  if (!view) notFound();
  if (!mayOpen(ctx, name)) return <NoFigures title={view.title} tabs={analyticsTabs(ctx, name)} why="money" />;
  const query = await searchParams;
  const { sheet, days, choices, kept, presets } = await read(ctx, "analytics:read", (tx) =>
    showView(view, tx, ctx, query),
  );
  const path = `/analytics/${name}`;
  return (
    <>
      <TopBar title={view.title} note={sheet.note}>
        <span className="wide">
          <PrintButton />
        </span>
        <MailView view={name} query={queryText(pageQuery(query))} save={saveViewMailAction} />
        <HowWeCount definitions={sheet.definitions} />
      </TopBar>
      <Tabs label="Analytics" tabs={analyticsTabs(ctx, name)} />
      <AnalyticsFilters
        action={path}
        days={days}
        choices={choices}
        presets={days ? periodLinks(path, days, kept, presets) : []}
      />
      <div className="scroll">
        <SheetBoard sheet={sheetWithBack(sheet, wayBack(name, query))} />
      </div>
    </>
  );
}
