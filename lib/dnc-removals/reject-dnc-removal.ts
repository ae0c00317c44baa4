import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { nothingOpen } from "./approve-dnc-removal";
import { findOpenRemoval, getRemoval, lockEntry } from "./queries";
import { type DncRemoval, rejectDncRemovalInputSchema } from "./schema";
import { updateRemoval } from "./store";

/** The request ends and the entry stays. Who asked may take it back this way. */
export const rejectDncRemoval = defineCommand({
  name: "rejectDncRemoval",
  permission: "dnc:decide",
  input: rejectDncRemovalInputSchema,
  run: async (tx, { id, reason }, ctx): Promise<DncRemoval> => {
    await lockEntry(tx, id);
    const removal = await findOpenRemoval(tx, id);
    if (!removal) throw nothingOpen();
    await updateRemoval(tx, { id: removal.id, decision: "rejected", by: ctx.actor.userId, reason, at: ctx.now });
    const payload = { id, removal_id: removal.id, reason };
    await emit(tx, ctx, [{ kind: "dnc.removal_rejected", subjects: { dnc_entry_id: id }, payload }]);
    return getRemoval(tx, removal.id);
  },
});
