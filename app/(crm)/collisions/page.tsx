import type { Metadata } from "next";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { CollisionsList } from "@/components/collisions/collisions-list";
import { TopBar } from "@/components/shell/top-bar";
import { countWords } from "@/components/ui/count-words";
import { ForwardPager } from "@/components/ui/forward-pager";
import { hrefWith } from "@/components/ui/query-href";
import { Tabs } from "@/components/ui/tabs";
import { listCollisions } from "@/lib/collisions/queries";
import { listCollisionsInputSchema } from "@/lib/collisions/schema";
import { read } from "@/lib/core/read";

export const metadata: Metadata = { title: "Collisions" };

const kinds = [
  [null, "All"],
  ["prevented", "Prevented"],
  ["overridden", "Overridden"],
  ["escaped", "Escaped"],
] as const;

export default async function CollisionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listCollisionsInputSchema, await searchParams);
  const page = await read(ctx, "collisions:read", (tx) => listCollisions(tx, ctx, input));
  const text = queryText(query);
  return (
    <>
      <TopBar title="Collisions" note={countWords(page)} />
      <Tabs
        label="What became of them"
        tabs={kinds.map(([kind, label]) => ({
          label,
          href: hrefWith(text, { kind }),
          current: (input.kind ?? null) === kind,
        }))}
      />
      <div className="scroll">
        <CollisionsList collisions={page.data} />
        <ForwardPager label="Pages of collisions" query={text} nextCursor={page.next_cursor} />
      </div>
    </>
  );
}
