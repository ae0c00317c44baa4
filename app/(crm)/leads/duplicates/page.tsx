import type { Metadata } from "next";
import { dismissDuplicateAction } from "@/app/_actions/duplicates";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { PairList } from "@/components/duplicates/pair-list";
import { TopBar } from "@/components/shell/top-bar";
import { countWords } from "@/components/ui/count-words";
import { ForwardPager } from "@/components/ui/forward-pager";
import { formatPhone } from "@/lib/contact-points/phone-rules";
import { read } from "@/lib/core/read";
import { listDuplicatePairs } from "@/lib/duplicates/pair-queries";
import { type DuplicateSide, listDuplicatesInputSchema } from "@/lib/duplicates/schema";

export const metadata: Metadata = { title: "Duplicates" };

export default listPage(DuplicatesPage);

async function DuplicatesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listDuplicatesInputSchema, await searchParams);
  const page = await read(ctx, "leads:read", (tx) => listDuplicatePairs(tx, input));
  const shown = ({ phone, ...side }: DuplicateSide) => ({ ...side, phone: phone && formatPhone(phone) });
  const pairs = page.data.map((pair) => ({ ...pair, lead: shown(pair.lead), other: shown(pair.other) }));
  return (
    <>
      <TopBar crumbs={[{ label: "Leads", href: "/leads" }]} title="Duplicates" note={countWords(page)} />
      <div className="scroll">
        <PairList pairs={pairs} dismiss={dismissDuplicateAction} />
        <ForwardPager label="Pages of duplicates" query={queryText(query)} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}
