import type { Metadata } from "next";
import { listPage } from "@/app/_adapters/list-page";
import { pageInput, queryText, type SearchParams } from "@/app/_adapters/page-input";
import { requireContext } from "@/app/_adapters/session";
import { RowsPage } from "@/components/analytics/rows-page";
import { SuggestionRows } from "@/components/suggestions/suggestion-rows";
import { CAUSE_NAMES, FIGURE_NAMES } from "@/components/suggestions/suggestion-words";
import { read } from "@/lib/core/read";
import { listSuggestions } from "@/lib/suggestions/queries";
import { listSuggestionsInputSchema } from "@/lib/suggestions/schema";

export const metadata: Metadata = { title: "Suggestions behind a figure" };

export default listPage(QualityRowsPage);

async function QualityRowsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireContext();
  const { input, query } = pageInput(listSuggestionsInputSchema, await searchParams);
  const page = await read(ctx, "suggestions:read", (tx) => listSuggestions(tx, input));
  const figure = FIGURE_NAMES[input.figure ?? "proposed"];
  const cause = input.cause && (CAUSE_NAMES[input.cause] ?? input.cause);
  return (
    <RowsPage
      from={{ label: "Quality of suggestions", href: "/suggestions/quality" }}
      title={cause ? `${cause}: ${figure.toLowerCase()}` : figure}
      count={page}
      what="suggestions"
      query={queryText(query)}
      nextCursor={page.next_cursor}
    >
      <SuggestionRows rows={page.data} />
    </RowsPage>
  );
}
