import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { findOpenRemoval, getRemoval, lockEntry } from "./queries";
import { type DncRemoval, requestDncRemovalInputSchema } from "./schema";
import { insertRemoval } from "./store";

/** An admin asks to take an entry off the list. It goes on blocking until a second person approves. */
export const requestDncRemoval = defineCommand({
  name: "requestDncRemoval",
  permission: "dnc:remove",
  input: requestDncRemovalInputSchema,
  run: async (tx, { id, reason }, ctx): Promise<DncRemoval> => {
    const entry = await lockEntry(tx, id);
    if (entry.revoked)
      throw new AppError("CONFLICT", "This entry is off the list already. Reload to see how it ended.");
    if (await findOpenRemoval(tx, id)) {
      throw new AppError("CONFLICT", "Somebody asked for this already. It waits for a second person.");
    }
    const removalId = newId();
    await insertRemoval(tx, { id: removalId, entryId: id, reason, requestedBy: ctx.actor.userId, at: ctx.now });
    const payload = { id, removal_id: removalId, reason };
    await emit(tx, ctx, [{ kind: "dnc.removal_requested", subjects: { dnc_entry_id: id }, payload }]);
    return getRemoval(tx, removalId);
  },
});
