import type { Metadata } from "next";
import { undoBulkActionAction } from "@/app/_actions/bulk-actions";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { BulkList } from "@/components/bulk/bulk-list";
import { TopBar } from "@/components/shell/top-bar";
import { ForwardPager } from "@/components/ui/forward-pager";
import { listBulkActions } from "@/lib/bulk-actions/list-queries";
import { listBulkActionsInputSchema } from "@/lib/bulk-actions/schema";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Bulk changes" };

export default listPage(BulkChangesPage);

async function BulkChangesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listBulkActionsInputSchema, await searchParams);
  const page = await read(ctx, "leads:read", (tx) => listBulkActions(tx, ctx, input));
  return (
    <>
      <TopBar title="Bulk changes" crumbs={[{ label: "Leads", href: "/leads" }]} />
      <div className="scroll">
        <BulkList actions={page.data} undo={undoBulkActionAction} />
        <ForwardPager label="Pages of bulk changes" query={queryText(query)} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}
