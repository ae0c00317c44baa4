import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { listPart, requireLead, type Window } from "./queries";
import { type AskedPart, mergeFeed, type PlacedEntry, partsFor } from "./rules";
import type { FeedPage, FeedPart, ListFeedInput } from "./schema";

/**
 * Everything that happened with a lead, newest first, by one keyset over all sources. Each part is read under its own permission, and
 * one that fails is said in the page instead of leaving a gap. NOT_FOUND when the lead is not here.
 */
export async function listFeed(
  tx: OrgTx,
  { id, kinds, limit, cursor }: ListFeedInput,
  ctx: Context,
): Promise<FeedPage> {
  const window = { leadId: id, limit: limit + 1, after: decodeCursor("feed", cursor, "time") };
  await requireLead(tx, id);
  const found: PlacedEntry[] = [];
  const failed: FeedPart[] = [];
  // One after the other: a savepoint belongs to the whole transaction.
  for (const asked of partsFor(kinds, ctx.actor)) {
    const rows = await tryPart(tx, asked, window);
    if (rows) found.push(...rows);
    else failed.push(asked.part);
  }
  const { data, after } = mergeFeed(found, failed, limit, ctx.now);
  return { data, next_cursor: after && encodeCursor("feed", after) };
}

/** null: the part could not be read, and everything else still can. */
async function tryPart(tx: OrgTx, asked: AskedPart, window: Window): Promise<PlacedEntry[] | null> {
  try {
    return await tx.sql.savepoint((sql) => listPart({ ...tx, sql }, asked, window));
  } catch (error) {
    if (isOver(error)) throw error;
    return null;
  }
}

/** The connection is gone, or we are wrong: then nothing is left to show. */
const isOver = (error: unknown) => !(error instanceof Error && error.name === "PostgresError");
