import type { Metadata } from "next";
import { undoBulkActionAction } from "@/app/_actions/bulk-actions";
import { loadBulkChange } from "@/app/_adapters/bulk-change";
import { listPage } from "@/app/_adapters/list-page";
import type { SearchParams } from "@/app/_adapters/page-input";
import { BulkRows } from "@/components/bulk/bulk-rows";
import { askedWords, outcomeWords } from "@/components/bulk/bulk-words";
import { RefreshAtBulkEnd, UndoBulkButton } from "@/components/bulk/undo-bulk-button";
import { TopBar } from "@/components/shell/top-bar";
import { ForwardPager } from "@/components/ui/forward-pager";
import { Tabs } from "@/components/ui/tabs";

export const metadata: Metadata = { title: "Bulk change" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default listPage(BulkChangePage);

async function BulkChangePage({ params, searchParams }: Props) {
  const { action, tabs, query } = await loadBulkChange((await params).id, await searchParams);
  return (
    <>
      <TopBar title={askedWords(action)} crumbs={[{ label: "Bulk changes", href: "/leads/changes" }]}>
        {action.undo?.state === "open" ? (
          <UndoBulkButton id={action.id} changed={action.changed} undo={undoBulkActionAction} />
        ) : null}
      </TopBar>
      <Tabs label="What became of the leads" tabs={tabs} />
      <div className="scroll">
        <RefreshAtBulkEnd />
        <p className="px-4 py-2 t2">{`${outcomeWords(action)}. By ${action.started_by.name}.`}</p>
        <BulkRows rows={action.rows.data} />
        <ForwardPager label="Pages of leads" query={query} nextCursor={action.rows.next_cursor} />
      </div>
    </>
  );
}
