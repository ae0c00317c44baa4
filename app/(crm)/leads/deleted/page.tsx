import type { Metadata } from "next";
import Link from "next/link";
import { restoreDeletedAction } from "@/app/_actions/deletions";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { DeletedList } from "@/components/deletions/deleted-list";
import { TopBar } from "@/components/shell/top-bar";
import { ForwardPager } from "@/components/ui/forward-pager";
import { read } from "@/lib/core/read";
import { listDeletedLeads } from "@/lib/deletions/queries";
import { listDeletedInputSchema } from "@/lib/deletions/schema";

export const metadata: Metadata = { title: "Deleted leads" };

export default listPage(DeletedLeadsPage);

async function DeletedLeadsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listDeletedInputSchema, await searchParams);
  const page = await read(ctx, "leads:read", (tx) => listDeletedLeads(tx, input));
  return (
    <>
      <TopBar crumbs={[{ label: "Leads", href: "/leads" }]} title="Deleted">
        <Link className="btn" href="/settings/retention">
          Retention
        </Link>
      </TopBar>
      <div className="scroll">
        <DeletedList leads={page.data} restore={restoreDeletedAction} />
        <ForwardPager label="Pages of deleted leads" query={queryText(query)} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}
