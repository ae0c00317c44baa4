import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { lockCursor, moveCursor } from "@/lib/events/cursor-store";
import { listAlikeOfEach, listChangedLeads, listSought } from "./queries";
import { upsertPairs } from "./store";

/** So few that a busy machine still has them looked through before a transaction is given up: else the same ones would come again for ever. */
const pageSize = 250;

/**
 * Reads the next sealed events of an organization and looks for those who may be the same person as a lead that is new or changed. The
 * cursor moves in the same transaction. Called by the worker alone.
 */
export const findDuplicatePairs = defineCommand({
  name: "findDuplicatePairs",
  permission: "leads:merge",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<{ leads: number; found: number; more: boolean }> => {
    const cursor = await lockCursor(tx, "duplicates");
    const { ids, position, more } = await listChangedLeads(tx, cursor, pageSize);
    if (position === cursor) return { leads: 0, found: 0, more: false };
    const sought = await listSought(tx, ids);
    const alike = await listAlikeOfEach(tx, sought);
    const pairs = sought.flatMap(({ leadId = "" }, nth) =>
      (alike[nth] ?? []).map(({ id, score, same }) => ({ leadId, otherId: id, score, reasons: same })),
    );
    const found = await upsertPairs(tx, pairs, ctx.now);
    await moveCursor(tx, "duplicates", position, ctx.now);
    return { leads: sought.length, found, more };
  },
});
