import type { Metadata } from "next";
import { analyticsTabs } from "@/app/_adapters/analytics-tabs";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { readWayBack } from "@/app/_adapters/way-back";
import { NoFigures } from "@/components/analytics/no-figures";
import { OutreachRows } from "@/components/analytics/outreach-rows";
import { RowsPage } from "@/components/analytics/rows-page";
import { listOutreachRows } from "@/lib/analytics/row-queries";
import { outreachRowsInputSchema } from "@/lib/analytics/schema";
import { read } from "@/lib/core/read";
import { mayAskFor } from "@/lib/organizations/team-queries";

export const metadata: Metadata = { title: "Outreach, rows" };

const titles = {
  attempts: "Touches",
  leads: "People reached",
  conversations: "Conversations",
  responded: "Answered conversations",
  answered: "Answered touches",
  marked: "Touches marked as answered",
  leads_marked: "People who answered",
  responses: "Replies",
  touches: "Touches, ours and theirs",
};

export default listPage(OutreachRowsPage);

async function OutreachRowsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const asked = await searchParams;
  const { input, query } = pageInput(outreachRowsInputSchema, asked);
  const found = await read(ctx, "analytics:read", async (tx) =>
    (await mayAskFor(tx, ctx, input)) ? listOutreachRows(tx, ctx, input) : null,
  );
  if (!found) return <NoFigures title={titles[input.figure]} tabs={analyticsTabs(ctx, "outreach")} why="colleague" />;
  const { data, total, next_cursor } = found;
  const { cursor: _, limit: __, figure: ___, ...period } = query;
  const { from, kept } = readWayBack(asked, { label: "Outreach", href: `/analytics/outreach?${queryText(period)}` });
  return (
    <RowsPage
      from={from}
      title={titles[input.figure]}
      count={{ total }}
      what="rows"
      query={queryText({ ...query, ...kept })}
      nextCursor={next_cursor}
    >
      <OutreachRows rows={data} figure={input.figure} />
    </RowsPage>
  );
}
