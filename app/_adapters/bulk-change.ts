import { notFound } from "next/navigation";
import { hrefWith } from "@/components/ui/query-href";
import type { Tab } from "@/components/ui/tabs";
import { getBulkAction } from "@/lib/bulk-actions/list-queries";
import { type BulkActionWithRows, readBulkActionInputSchema } from "@/lib/bulk-actions/schema";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { pageInput, queryText, type SearchParams } from "./page-input";
import { requireContext } from "./session";

const placeSchema = readBulkActionInputSchema.omit({ id: true });

/** One change of many leads with a page of its rows, and what came of them as tabs with their counts. */
export async function loadBulkChange(
  id: string,
  params: SearchParams,
): Promise<{ action: BulkActionWithRows; tabs: Tab[]; query: string }> {
  const ctx = await requireContext();
  const { input, query } = pageInput(placeSchema, params);
  const asked = readBulkActionInputSchema.safeParse({ ...input, id });
  if (!asked.success) notFound();
  const action = await read(ctx, "leads:read", (tx) => getBulkAction(tx, ctx, asked.data)).catch(missing);
  return { action, tabs: tabsOf(action, input.outcome, queryText(query)), query: queryText(query) };
}

function missing(error: unknown): never {
  if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
  throw error;
}

function tabsOf(action: BulkActionWithRows, current: string | undefined, query: string): Tab[] {
  const tab = (label: string, outcome: string | null, count: number): Tab => ({
    label,
    href: hrefWith(query, { outcome }),
    current: (current ?? null) === outcome,
    count,
  });
  const kept = action.undo?.kept ?? 0;
  return [
    tab("All", null, action.total),
    tab("Changed", "changed", action.changed),
    tab("Left as they were", "refused", action.refused),
    tab("Were so already", "unchanged", action.unchanged),
    ...(kept > 0 ? [tab("Not taken back", "kept", kept)] : []),
  ];
}
