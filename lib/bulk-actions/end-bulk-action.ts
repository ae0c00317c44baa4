import { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { emit, type NewEvent } from "@/lib/events/emit";
import { tellProgress } from "@/lib/live/progress";
import { undoableUntil } from "@/lib/undo-entries/rules";
import { insertUndoEntry } from "@/lib/undo-entries/store";
import { type LockedBulkAction, lockBulkAction } from "./queries";
import { doneOf, isRunning, isUndoable } from "./rules";
import { bulkActionIdInputSchema } from "./schema";
import { updateBulkAction } from "./store";

/** Ends a bulk action, or taking one back, that cannot go on, and says why. Called by the worker. */
export const endBulkAction = defineCommand({
  name: "endBulkAction",
  permission: "leads:read",
  input: bulkActionIdInputSchema.extend({ failure: z.string() }),
  run: async (tx, { bulk_action_id, failure }, ctx): Promise<void> => {
    const action = await lockBulkAction(tx, ctx, bulk_action_id);
    if (isRunning(action.state)) return closeBulkAction(tx, ctx, action, { state: "failed", failure });
    if (action.undo_state !== "running") return;
    await updateBulkAction(tx, action.id, { undo_state: "failed", undo_finished_at: ctx.now, failure }, ctx.now);
    await tellEnd(tx, ctx, action, "failed");
  },
});

type End = { state: "done" } | { state: "cancelled"; ended_by: string } | { state: "failed"; failure: string };

/** Writes down that it is over; what was changed can be taken back from now on. */
export async function closeBulkAction(tx: OrgTx, ctx: Context, action: LockedBulkAction, end: End): Promise<void> {
  const { id, changed, unchanged, refused, total } = action;
  const undo =
    changed > 0 && isUndoable(action.action)
      ? await insertUndoEntry(tx, ctx, {
          command: "startBulkAction",
          leadCount: changed,
          before: { bulk_action_id: id },
          after: { changed },
          expiresAt: undoableUntil("bulk", ctx.now),
        })
      : undefined;
  await updateBulkAction(tx, id, { ...end, finished_at: ctx.now, ...(undo ? { undo_entry_id: undo } : {}) }, ctx.now);
  const subjects = { bulk_action_id: id };
  const payload = { bulk_action_id: id, action: action.action, total, changed, unchanged, refused };
  await emit(tx, ctx, [{ kind: endKinds[end.state], subjects, payload }, ...assignedEvents(action, ctx)]);
  await tellEnd(tx, ctx, action, end.state);
}

const endKinds = { done: "bulk_action.finished", cancelled: "bulk_action.cancelled", failed: "bulk_action.failed" };

// The new owner is told once of all of them, not once for each.
function assignedEvents({ id, action, details, changed }: LockedBulkAction, ctx: Context): NewEvent[] {
  const owner = details.owner_id;
  if (action !== "assign" || changed === 0 || typeof owner !== "string" || owner === ctx.actor.userId) return [];
  return [{ kind: "leads.assigned", subjects: { user_id: owner, bulk_action_id: id }, payload: { count: changed } }];
}

export const tellEnd = (tx: OrgTx, ctx: Context, action: LockedBulkAction, state: string) =>
  tellProgress(tx, "bulk", {
    id: action.id,
    state,
    done: doneOf(action),
    total: action.total,
    rate: null,
    seconds_left: 0,
    at: ctx.now.toISOString(),
  });
