import type { Metadata } from "next";
import { addDncEntryAction, checkDncAction } from "@/app/_actions/dnc";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { DncAddDialog } from "@/components/dnc/dnc-add-dialog";
import { DncCheck } from "@/components/dnc/dnc-check";
import { DncList } from "@/components/dnc/dnc-list";
import { TopBar } from "@/components/shell/top-bar";
import { countWords } from "@/components/ui/count-words";
import { EmptyState } from "@/components/ui/empty-state";
import { ForwardPager } from "@/components/ui/forward-pager";
import { read } from "@/lib/core/read";
import { listDncEntries } from "@/lib/dnc/queries";
import { listDncInputSchema } from "@/lib/dnc/schema";

export const metadata: Metadata = { title: "Do not contact" };

export default async function DncPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listDncInputSchema, await searchParams);
  const page = await read(ctx, "dnc:read", (tx) => listDncEntries(tx, input));
  return (
    <>
      <TopBar title="Do not contact" note={countWords(page)}>
        <DncAddDialog action={addDncEntryAction} />
      </TopBar>
      <DncCheck checkDnc={checkDncAction} />
      <div className="scroll">
        {page.data.length > 0 ? (
          <DncList entries={page.data} />
        ) : (
          <EmptyState title="Nobody is on the list">
            Who asks not to be contacted goes on it: an address, a domain, a number or a person. Nobody can contact them
            then, in any way.
          </EmptyState>
        )}
        <ForwardPager label="Pages of entries" query={queryText(query)} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}
