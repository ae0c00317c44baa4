import type { FeedPage } from "@/lib/feed/schema";
import type { LoadRecord } from "./use-record";

/** Asks our own route, which app/api/contract.db.test.ts holds against its schema. */
export const askRecord =
  (leadId: string): LoadRecord =>
  async (kinds, cursor) => {
    const params = new URLSearchParams({ kinds: kinds.join(","), limit: "200", ...(cursor && { cursor }) });
    const response = await fetch(`/api/leads/${leadId}/feed?${params}`);
    return response.ok ? pageIn(await response.json()) : null;
  };

const pageIn = (answer: unknown) => answer as FeedPage;
