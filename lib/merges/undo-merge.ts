import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getLead } from "@/lib/leads/queries";
import { displayName } from "@/lib/leads/rules";
import { insertAssignments, insertStatusMoves } from "@/lib/leads/store";
import { countTouchesSince, findLaterMerge, getColumns, getStandingMerge } from "./queries";
import { returnedColumns, statusOf } from "./rules";
import { type UndoneMerge, undoMergeInputSchema } from "./schema";
import { lockTwo, returnRows, updateMergedColumns } from "./store";

/**
 * Takes the last merge into a lead back, or the one that took this lead away: both are as they were. What was said since in a conversation
 * of the other goes back with it; what else came since stays, and so does a field that somebody changed since.
 */
export const undoMerge = defineCommand({
  name: "undoMerge",
  permission: "leads:merge",
  input: undoMergeInputSchema,
  forwards: false,
  run: async (tx, { lead_id }, ctx): Promise<UndoneMerge> => {
    const { from_id, into_id } = await getStandingMerge(tx, lead_id);
    await lockTwo(tx, from_id, into_id);
    const merge = await getStandingMerge(tx, lead_id);
    if (merge.final) throw new AppError("CONFLICT", "This person was erased: the merge cannot be taken back.");
    const later = await findLaterMerge(tx, merge);
    if (later) throw new AppError("CONFLICT", `A later merge stands on this one: ${later}. Take that one back first.`);
    const now = await getColumns(tx, merge.into_id);
    const { columns, kept } = returnedColumns(now, merge.fields);
    const [by, leadId] = [ctx.actor.userId, merge.into_id];
    await returnRows(tx, merge.id, by, ctx.now);
    await updateMergedColumns(tx, leadId, columns, ctx.now);
    if ("status" in columns) {
      const move = { leadId, to: statusOf(columns), trigger: "undo", actorId: by, at: ctx.now } as const;
      await insertStatusMoves(tx, [{ ...move, reason: "The merge was taken back" }]);
    }
    if ("owner_id" in columns) {
      const toUserId = typeof columns.owner_id === "string" ? columns.owner_id : null;
      await insertAssignments(tx, [{ leadId, toUserId, strategy: "manual", assignedBy: by, at: ctx.now }]);
    }
    const [lead, restored] = [await getLead(tx, leadId), await getLead(tx, merge.from_id)];
    const subjects = { lead_id: leadId, other_id: merge.from_id, merge_id: merge.id };
    await emit(
      tx,
      ctx,
      [lead, restored].map((one) => ({
        kind: "lead.unmerged",
        leadId: one.id,
        subjects: { ...subjects, lead_id: one.id },
        payload: { lead_id: one.id, name: displayName(lead), restored: displayName(restored), kept },
      })),
    );
    return { lead, restored, kept, stayed: await countTouchesSince(tx, leadId, merge.at) };
  },
});
