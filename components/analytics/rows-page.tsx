import type { ReactNode } from "react";
import { TopBar } from "@/components/shell/top-bar";
import { countWords } from "@/components/ui/count-words";
import { ForwardPager } from "@/components/ui/forward-pager";

type RowsPageProps = {
  /** The page whose figure it is. */
  from: { label: string; href: string };
  title: string;
  count: { total?: number; total_at_least?: number };
  /** What is paged: "rows", "suggestions". */
  what: string;
  query: string;
  nextCursor: string | null;
  children: ReactNode;
};

/** The page of rows behind a figure: where it comes from, how many they are, and a page of them. */
export function RowsPage({ from, title, count, what, query, nextCursor, children }: RowsPageProps) {
  return (
    <>
      <TopBar crumbs={[from]} title={title} note={countWords(count)} />
      <div className="scroll">
        {children}
        <ForwardPager label={`Pages of ${what}`} query={query} nextCursor={nextCursor} />
      </div>
    </>
  );
}
