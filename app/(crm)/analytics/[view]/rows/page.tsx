import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { analyticsTabs, mayOpen } from "@/app/_adapters/analytics-tabs";
import { analyticsViews } from "@/app/_adapters/analytics-views";
import { figureRows } from "@/app/_adapters/figure-rows";
import { listPage } from "@/app/_adapters/list-page";
import { queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { readWayBack } from "@/app/_adapters/way-back";
import { FigureRows } from "@/components/analytics/figure-rows";
import { NoFigures } from "@/components/analytics/no-figures";
import { RowsPage } from "@/components/analytics/rows-page";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Rows behind a figure" };

type Props = { params: Promise<{ view: string }>; searchParams: Promise<SearchParams> };

export default listPage(FigureRowsPage);

async function FigureRowsPage({ params, searchParams }: Props) {
  const ctx = await requireContext();
  const { view } = await params;
  const list = figureRows[view];
  const title = analyticsViews[view]?.title ?? "";
  if (!list) notFound();
  if (!mayOpen(ctx, view)) return <NoFigures title={title} tabs={analyticsTabs(ctx, view)} why="money" />;
  const asked = await searchParams;
  const { data, total, next_cursor, query } = await read(ctx, "analytics:read", (tx) => list(tx, ctx, asked));
  const { cursor: _, limit: __, figure = "", ...filters } = query;
  const { from, kept } = readWayBack(asked, { label: title, href: `/analytics/${view}?${queryText(filters)}` });
  return (
    <RowsPage
      from={from}
      title={figure.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase()) || "Rows"}
      count={{ total }}
      what="rows"
      query={queryText({ ...query, ...kept })}
      nextCursor={next_cursor}
    >
      <FigureRows rows={data} />
    </RowsPage>
  );
}
