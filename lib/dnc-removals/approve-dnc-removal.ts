import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { findOpenRemoval, getRemoval, lockEntry } from "./queries";
import { approveDncRemovalInputSchema, type DncRemoval } from "./schema";
import { revokeEntry, updateRemoval } from "./store";

/** The second person says yes: the entry leaves the list. Never the one who asked. */
export const approveDncRemoval = defineCommand({
  name: "approveDncRemoval",
  permission: "dnc:decide",
  input: approveDncRemovalInputSchema,
  run: async (tx, { id, note }, ctx): Promise<DncRemoval> => {
    const entry = await lockEntry(tx, id);
    const removal = await findOpenRemoval(tx, id);
    if (!removal) throw nothingOpen();
    if (removal.requested_by === ctx.actor.userId) {
      throw new AppError("FORBIDDEN", "You asked for this yourself. A second person has to approve it.");
    }
    if (entry.revoked)
      throw new AppError("CONFLICT", "This entry is off the list already. Reload to see how it ended.");
    const by = ctx.actor.userId;
    await updateRemoval(tx, { id: removal.id, decision: "approved", by, reason: note || null, at: ctx.now });
    const revocation = {
      entryId: id,
      reason: removal.reason,
      by: removal.requested_by,
      secondApprover: by,
      at: ctx.now,
    };
    await revokeEntry(tx, revocation);
    const payload = { id, removal_id: removal.id, reason: removal.reason, requested_by: removal.requested_by };
    await emit(tx, ctx, [{ kind: "dnc.removed", subjects: { dnc_entry_id: id }, payload }]);
    return getRemoval(tx, removal.id);
  },
});

export const nothingOpen = () =>
  new AppError("CONFLICT", "This is no longer asked for. Reload to see what was decided.");
