import type { Metadata } from "next";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { ImportsList } from "@/components/imports/imports-list";
import { UploadFile } from "@/components/imports/upload-file";
import { TopBar } from "@/components/shell/top-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { ForwardPager } from "@/components/ui/forward-pager";
import { read } from "@/lib/core/read";
import { listImports } from "@/lib/lead-imports/queries";
import { listImportsInputSchema } from "@/lib/lead-imports/schema";

export const metadata: Metadata = { title: "Imports" };

export default listPage(ImportsPage);

async function ImportsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listImportsInputSchema, await searchParams);
  const page = await read(ctx, "leads:read", (tx) => listImports(tx, ctx, input));
  return (
    <>
      <TopBar title="Imports">
        <UploadFile />
      </TopBar>
      <div className="scroll">
        {page.data.length > 0 ? (
          <ImportsList imports={page.data} />
        ) : (
          <EmptyState title="No imports yet">
            Choose a CSV or Excel file. You see its rows as they will be stored before anything is.
          </EmptyState>
        )}
        <ForwardPager label="Pages of imports" query={queryText(query)} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}
