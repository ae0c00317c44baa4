import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { emit, type NewEvent } from "@/lib/events/emit";
import { getLead } from "@/lib/leads/queries";
import { displayName } from "@/lib/leads/rules";
import { insertAssignments, insertStatusMoves } from "@/lib/leads/store";
import { messageEvent } from "@/lib/sending/event-rules";
import { cancelMessages } from "@/lib/sending/store";
import { listWaitingConflicts, lockPair } from "./queries";
import { mergedColumns, refusalOf, statusOf } from "./rules";
import { type MergedLead, mergeLeadsCommandSchema } from "./schema";
import { lockPersons, moveRows, updateMergedColumns } from "./store";

/**
 * Makes the other lead a part of this one: its touches, conversations, addresses, slots and everything else that names it are at this
 * lead from then on, and its id leads here. Both keep what was said of not contacting them. `undoMerge` takes it back.
 */
export const mergeLeads = defineCommand({
  name: "mergeLeads",
  permission: "leads:merge",
  input: mergeLeadsCommandSchema,
  run: async (tx, { lead_id, other_id, fields, cancel_waiting }, ctx): Promise<MergedLead> => {
    const { lead, other } = await lockPair(tx, lead_id, other_id);
    await lockPersons(tx, lead_id, other_id);
    const [before, merged] = [await getLead(tx, lead_id), await getLead(tx, other_id)];
    const refusal = refusalOf(lead, other, { lead: displayName(before), other: displayName(merged) });
    if (refusal) throw new AppError("CONFLICT", refusal);
    const stopped = await stopWaiting(tx, { lead_id, other_id, cancel_waiting }, ctx);

    const changes = mergedColumns(lead, other, fields);
    const by = ctx.actor.userId;
    const mergeId = await moveRows(tx, { fromId: other_id, intoId: lead_id, fields: changes, by, at: ctx.now });
    const after = Object.fromEntries(Object.entries(changes).map(([column, change]) => [column, change.after]));
    await updateMergedColumns(tx, lead_id, after, ctx.now);
    if (changes.status) {
      const reason = `Merged with ${displayName(merged)}`;
      const move = {
        leadId: lead_id,
        to: statusOf(after),
        trigger: "merge",
        actorId: by,
        reason,
        at: ctx.now,
      } as const;
      await insertStatusMoves(tx, [move]);
    }
    if (changes.owner_id) {
      const toUserId = merged.owner?.id ?? null;
      await insertAssignments(tx, [{ leadId: lead_id, toUserId, strategy: "manual", assignedBy: by, at: ctx.now }]);
    }
    const subjects = { lead_id, other_id, merge_id: mergeId };
    const told = { name: displayName(before), merged: displayName(merged), changes: asChanges(changes) };
    await emit(tx, ctx, [
      ...stopped,
      { kind: "lead.merged", leadId: lead_id, subjects, payload: { lead_id, ...told } },
      { kind: "lead.merged_away", leadId: other_id, subjects, payload: { lead_id: other_id, into: lead_id } },
    ]);
    return { merge_id: mergeId, lead: await getLead(tx, lead_id), cancelled: stopped.length };
  },
});

type Asked = { lead_id: string; other_id: string; cancel_waiting: boolean };

/** Cancels what waits and would break a rule, or throws CONFLICT with the list of it. */
async function stopWaiting(tx: OrgTx, asked: Asked, ctx: Context): Promise<NewEvent[]> {
  const waiting = await listWaitingConflicts(tx, asked.lead_id, asked.other_id, ctx.now);
  if (waiting.length === 0) return [];
  if (!asked.cancel_waiting) {
    throw new AppError(
      "CONFLICT",
      `${waiting.length === 1 ? "A message waits" : `${waiting.length} messages wait`} that may not go out once the two are one person. Cancel ${waiting.length === 1 ? "it" : "them"}, or merge and cancel in one step (cancel_waiting).`,
      { extra: { waiting } },
    );
  }
  const reason = `${ctx.actor.name} merged the lead with another one.`;
  const ids = waiting.map((one) => one.communication_id);
  await cancelMessages(tx, ids, { at: ctx.now, reason });
  return waiting.map(({ communication_id: id, lead_id: leadId, channel, subject, send_at }) =>
    messageEvent("message.cancelled", { id, leadId, ownerId: null, channel, subject, sendAt: new Date(send_at) }, ctx),
  );
}

const asChanges = (changes: Record<string, { before: unknown; after: unknown }>) =>
  Object.fromEntries(Object.entries(changes).map(([name, { before, after }]) => [name, { old: before, new: after }]));
