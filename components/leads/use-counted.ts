import { useEffect, useState } from "react";
import { countWords } from "@/components/ui/count-words";
import type { LeadCount } from "@/lib/segments/schema";
import type { LeadList } from "./use-lead-list";

/** How many leads a list has. Beyond the thousand that come with its rows they are counted apart, or guessed: "about 48,000". */
export function useCounted({ query, rows }: LeadList): string {
  const [known, setKnown] = useState<{ query: string; count: LeadCount } | null>(null);
  const many = rows.count.total === undefined && rows.count.total_at_least !== undefined;
  useEffect(() => {
    if (!many) return;
    const asking = new AbortController();
    void askCount(query, asking.signal).then((count) => count && setKnown({ query, count }));
    return () => asking.abort();
  }, [query, many]);
  if (!many || known?.query !== query) return countWords(rows.count);
  return `${known.count.exact ? "" : "about "}${known.count.count.toLocaleString("en")}`;
}

async function askCount(query: string, signal: AbortSignal): Promise<LeadCount | null> {
  const params = new URLSearchParams(query);
  for (const name of ["sort", "cursor"]) params.delete(name);
  try {
    const response = await fetch(`/api/leads/count?${params}`, { signal });
    // Our own route answers this shape: app/api/contract.db.test.ts holds every answer against its schema.
    return response.ok ? ((await response.json()) as LeadCount) : null;
  } catch {
    return null;
  }
}
