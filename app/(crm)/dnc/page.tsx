import { Download } from "lucide-react";
import type { Metadata } from "next";
import * as actions from "@/app/_actions/dnc";
import { loadDncPage } from "@/app/_adapters/dnc-page";
import { listPage } from "@/app/_adapters/list-page";
import type { SearchParams } from "@/app/_adapters/page-input";
import { DncAddDialog } from "@/components/dnc/dnc-add-dialog";
import { DncDetections } from "@/components/dnc/dnc-detections";
import { DncEmpty } from "@/components/dnc/dnc-empty";
import { DncEntryDialog } from "@/components/dnc/dnc-entry-dialog";
import { DncList } from "@/components/dnc/dnc-list";
import { DncTools } from "@/components/dnc/dnc-tools";
import { tabsOf } from "@/components/dnc/dnc-words";
import { TopBar } from "@/components/shell/top-bar";
import { countWords } from "@/components/ui/count-words";
import { ForwardPager } from "@/components/ui/forward-pager";
import { hrefWith } from "@/components/ui/query-href";
import { Tabs } from "@/components/ui/tabs";

export const metadata: Metadata = { title: "Do not contact" };

export default listPage(DncPage);

async function DncPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { input, text, page, detections, asked, open, me } = await loadDncPage(await searchParams);
  const paste = { assess: actions.assessDncListAction, add: actions.importDncListAction };
  const life = {
    request: actions.requestDncRemovalAction,
    approve: actions.approveDncRemovalAction,
    reject: actions.rejectDncRemovalAction,
  };
  return (
    <>
      <TopBar title="Do not contact" note={countWords(page)}>
        <a className="btn ghost wide" href={`/api/dnc/export${hrefWith(text, { limit: null, entry: null })}`} download>
          <Download className="i s" aria-hidden="true" />
          CSV
        </a>
        <DncAddDialog add={actions.addDncEntryAction} paste={paste} />
      </TopBar>
      <Tabs label="Kind of entry" tabs={tabsOf(text, input, asked)} />
      <DncTools q={input.q ?? ""} query={text} checkDnc={actions.checkDncAction} />
      <div className={detections.data.length > 0 ? "dnc with-detected" : "dnc"}>
        <DncDetections
          detections={detections.data}
          total={detections.total}
          mayDecide={me.mayDecide}
          review={actions.reviewDetectionAction}
        />
        <div className="scroll">
          {page.data.length > 0 ? <DncList entries={page.data} query={text} /> : <DncEmpty filtered={text !== ""} />}
          <ForwardPager label="Pages of entries" query={text} nextCursor={page.next_cursor} />
        </div>
      </div>
      <DncEntryDialog open={open} me={me} closedHref={`/dnc${hrefWith(text, { entry: null })}`} actions={life} />
    </>
  );
}
