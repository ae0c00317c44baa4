import type { Metadata } from "next";
import { cancelBulkActionAction, startBulkActionAction, undoBulkActionAction } from "@/app/_actions/bulk-actions";
import { loadLeadList } from "@/app/_adapters/lead-list";
import { listPage } from "@/app/_adapters/list-page";
import type { SearchParams } from "@/app/_adapters/page-input";
import { BulkButtons } from "@/components/bulk/bulk-buttons";
import { BulkNote } from "@/components/bulk/bulk-note";
import { LeadList } from "@/components/leads/lead-list";

export const metadata: Metadata = { title: "Leads" };

/** The first rows are drawn here; filtering, sorting and scrolling go on with JSON. */
export default listPage(LeadsPage);

async function LeadsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const list = await loadLeadList(await searchParams);
  const { people, mayExport } = list;
  return (
    <LeadList
      {...list}
      bulkBar={<BulkButtons people={people} mayExport={mayExport} start={startBulkActionAction} />}
      bulkNote={<BulkNote cancel={cancelBulkActionAction} undo={undoBulkActionAction} />}
    />
  );
}
