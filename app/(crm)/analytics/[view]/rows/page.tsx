import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { analyticsViews } from "@/app/_adapters/analytics-views";
import { figureRows } from "@/app/_adapters/figure-rows";
import { queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { FigureRows } from "@/components/analytics/figure-rows";
import { TopBar } from "@/components/shell/top-bar";
import { Pager } from "@/components/ui/pager";
import { hrefWith } from "@/components/ui/query-href";
import { read } from "@/lib/core/read";
import { FIGURE_ROWS_PER_PAGE as size } from "@/lib/funnels/schema";

export const metadata: Metadata = { title: "Rows behind a figure" };

type Props = { params: Promise<{ view: string }>; searchParams: Promise<SearchParams> };

export default async function FigureRowsPage({ params, searchParams }: Props) {
  const ctx = await requireContext();
  const { view } = await params;
  const list = figureRows[view];
  if (!list) notFound();
  const asked = await searchParams;
  const { data, total, page, query } = await read(ctx, "analytics:read", (tx) => list(tx, ctx, asked));
  const { page: _, figure = "", ...filters } = query;
  const from = (page - 1) * size;
  const text = queryText(query);
  return (
    <>
      <TopBar
        crumbs={[{ label: analyticsViews[view]?.title ?? "", href: `/analytics/${view}?${queryText(filters)}` }]}
        title={figure.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase()) || "Rows"}
        note={total.toLocaleString("en")}
      />
      <div className="scroll">
        <FigureRows rows={data} />
        <Pager
          label="Pages of rows"
          from={Math.min(from + 1, total)}
          to={from + data.length}
          total={total}
          previousHref={page > 1 ? hrefWith(text, { page: String(page - 1) }) : null}
          nextHref={from + data.length < total ? hrefWith(text, { page: String(page + 1) }) : null}
        />
      </div>
    </>
  );
}
