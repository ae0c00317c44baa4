import type { Metadata } from "next";
import { addDncEntryAction, checkDncAction } from "@/app/_actions/dnc";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { DncAddDialog } from "@/components/dnc/dnc-add-dialog";
import { DncEmpty } from "@/components/dnc/dnc-empty";
import { DncList } from "@/components/dnc/dnc-list";
import { DncTools } from "@/components/dnc/dnc-tools";
import { KIND_TABS } from "@/components/dnc/dnc-words";
import { TopBar } from "@/components/shell/top-bar";
import { countWords } from "@/components/ui/count-words";
import { ForwardPager } from "@/components/ui/forward-pager";
import { hrefWith } from "@/components/ui/query-href";
import { Tabs } from "@/components/ui/tabs";
import { read } from "@/lib/core/read";
import { listDncEntries } from "@/lib/dnc/list-queries";
import { shownValue } from "@/lib/dnc/rules";
import { listDncInputSchema } from "@/lib/dnc/schema";

export const metadata: Metadata = { title: "Do not contact" };

export default async function DncPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listDncInputSchema, await searchParams);
  const page = await read(ctx, "dnc:read", (tx) => listDncEntries(tx, input, ctx.now));
  const text = queryText(query);
  const tabs = KIND_TABS.map(([kind, label]) => ({
    label,
    href: hrefWith(text, { kind }),
    current: (input.kind ?? null) === kind,
  }));
  return (
    <>
      <TopBar title="Do not contact" note={countWords(page)}>
        <DncAddDialog action={addDncEntryAction} />
      </TopBar>
      <Tabs label="Kind of entry" tabs={tabs} />
      <DncTools q={input.q ?? ""} kind={input.kind ?? null} checkDnc={checkDncAction} />
      <div className="scroll">
        {page.data.length > 0 ? (
          <DncList entries={page.data.map((entry) => ({ ...entry, shown: shownValue(entry) }))} />
        ) : (
          <DncEmpty filtered={Boolean(input.q || input.kind)} />
        )}
        <ForwardPager label="Pages of entries" query={text} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}
