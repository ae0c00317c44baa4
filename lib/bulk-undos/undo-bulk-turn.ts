import { apart, type OrgTx } from "@/db/tenant";
import { tellEnd } from "@/lib/bulk-actions/end-bulk-action";
import {
  type BulkLead,
  type ChangedRow,
  type LockedBulkAction,
  listChangedRows,
  lockBulkAction,
  lockBulkLeads,
} from "@/lib/bulk-actions/queries";
import { CHANGED_SINCE, GONE_SINCE, paceOf, reasonOf, TURN_ROWS } from "@/lib/bulk-actions/rules";
import { bulkActionIdInputSchema } from "@/lib/bulk-actions/schema";
import { type UndoneRow, updateBulkAction, updateUndone } from "@/lib/bulk-actions/store";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { translateDatabaseError } from "@/lib/core/database-errors";
import { emit } from "@/lib/events/emit";
import type { Turn } from "@/lib/jobs/define-job";
import { tellProgress } from "@/lib/live/progress";
import { restoreLeadState } from "./restore-lead-state";

/** Gives the next hundred leads back what they had; those that were changed since are left, each with the reason. Called by the worker. */
export const undoBulkTurn = defineCommand({
  name: "undoBulkTurn",
  permission: "leads:write",
  input: bulkActionIdInputSchema,
  run: async (tx, { bulk_action_id }, ctx): Promise<Turn> => {
    const action = await lockBulkAction(tx, ctx, bulk_action_id);
    if (action.undo_state !== "running") return { more: false };
    const rows = await listChangedRows(tx, action.id, TURN_ROWS);
    const undone = await restoreRows(tx, action, rows, ctx);
    const counted = (outcome: UndoneRow["outcome"]) => undone.filter((one) => one.outcome === outcome).length;
    const counts = { restored: action.restored + counted("restored"), kept: action.kept + counted("kept") };
    await updateUndone(tx, undone, ctx.now);
    await updateBulkAction(tx, action.id, counts, ctx.now);
    if (rows.length === TURN_ROWS) {
      await tellUndone(tx, action, counts.restored + counts.kept, ctx);
      return { more: true };
    }
    await updateBulkAction(tx, action.id, { undo_state: "done", undo_finished_at: ctx.now }, ctx.now);
    const payload = { bulk_action_id, action: action.action, ...counts };
    await emit(tx, ctx, [{ kind: "bulk_action.undone", subjects: { bulk_action_id }, payload }]);
    await tellEnd(tx, ctx, action, "undone");
    return { more: false };
  },
});

async function restoreRows(tx: OrgTx, action: LockedBulkAction, rows: ChangedRow[], ctx: Context) {
  const deleted = action.action === "delete";
  const leads = await lockBulkLeads(
    tx,
    rows.map((row) => row.lead_id),
    { deleted },
  );
  const undone: UndoneRow[] = [];
  for (const row of rows) {
    const reason = await restoreRow(tx, ctx, leads.get(row.lead_id), row, action);
    undone.push({ id: row.id, outcome: reason === null ? "restored" : "kept", reason });
  }
  return undone;
}

/** Why the lead stays as it is, or null. */
async function restoreRow(
  tx: OrgTx,
  ctx: Context,
  lead: BulkLead | undefined,
  row: ChangedRow,
  { id, action }: LockedBulkAction,
): Promise<string | null> {
  if (!lead) return GONE_SINCE;
  // What became of an enrollment stands at the enrollment, whatever else was changed of the lead.
  const changed = action !== "enroll" && lead.version !== row.version_after;
  const touched = changed || (action === "delete") !== (lead.deleted_at !== null);
  if (touched) return CHANGED_SINCE;
  try {
    await apart(tx, (part) => restoreLeadState(part, ctx, lead, { action, id, row }));
    return null;
  } catch (error) {
    return reasonOf(translateDatabaseError(error));
  }
}

async function tellUndone(tx: OrgTx, action: LockedBulkAction, done: number, ctx: Context): Promise<void> {
  const { id, changed: total, undo_started_at } = action;
  const pace = paceOf(done, total, undo_started_at ?? ctx.now, ctx.now);
  await tellProgress(tx, "bulk", { id, state: "undoing", done, total, ...pace, at: ctx.now.toISOString() });
}
