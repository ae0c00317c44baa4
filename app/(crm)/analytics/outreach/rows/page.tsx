import type { Metadata } from "next";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { OutreachRows } from "@/components/analytics/outreach-rows";
import { TopBar } from "@/components/shell/top-bar";
import { Pager } from "@/components/ui/pager";
import { hrefWith } from "@/components/ui/query-href";
import { listOutreachRows } from "@/lib/analytics/row-queries";
import { outreachRowsInputSchema, OUTREACH_ROWS_PER_PAGE as size } from "@/lib/analytics/schema";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Outreach, rows" };

const titles = {
  attempts: "Touches",
  leads: "People reached",
  conversations: "Conversations",
  responded: "Answered conversations",
  answered: "Answered touches",
  marked: "Touches marked as answered",
  responses: "Replies",
  touches: "Touches, ours and theirs",
};

export default async function OutreachRowsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(outreachRowsInputSchema, await searchParams);
  const { data, total } = await read(ctx, "analytics:read", (tx) => listOutreachRows(tx, ctx, input));
  const { page: _, figure: __, ...period } = query;
  const text = queryText(query);
  const from = (input.page - 1) * size;
  return (
    <>
      <TopBar
        crumbs={[{ label: "Outreach", href: `/analytics/outreach?${queryText(period)}` }]}
        title={titles[input.figure]}
        note={total.toLocaleString("en")}
      />
      <div className="scroll">
        <OutreachRows rows={data} figure={input.figure} />
        <Pager
          label="Pages of rows"
          from={Math.min(from + 1, total)}
          to={from + data.length}
          total={total}
          previousHref={input.page > 1 ? hrefWith(text, { page: String(input.page - 1) }) : null}
          nextHref={from + data.length < total ? hrefWith(text, { page: String(input.page + 1) }) : null}
        />
      </div>
    </>
  );
}
