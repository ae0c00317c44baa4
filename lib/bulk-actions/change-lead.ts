import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { listPersonValues } from "@/lib/dnc/queries";
import { storeEntries } from "@/lib/dnc/store-entries";
import { emit } from "@/lib/events/emit";
import type { LeadStatus } from "@/lib/leads/schema";
import { insertAssignments, insertStatusMoves, updateLeadColumns } from "@/lib/leads/store";
import { cancelMessagesOfLead } from "@/lib/slots/store";
import type { BulkLead, StatusMoveRule } from "./queries";
import { refuseMove } from "./rules";
import type { BulkDetails } from "./schema";
import { addTags, removeTags } from "./store";

/** Enrolling is done for a whole turn at once (lib/enrolling/row-store). */
export type SingleDetails = Exclude<BulkDetails, { action: "enroll" }>;
/** What all rows of a turn have in common. */
export type Turn = { id: string; details: SingleDetails; moves: readonly StatusMoveRule[]; ownerActive: boolean };
/** What was before, when the lead was changed; null when it was so already. A refusal is thrown. */
export type Changed = { before: Record<string, unknown> } | null;

type Details<A extends SingleDetails["action"]> = Extract<SingleDetails, { action: A }>;
type Change<A extends SingleDetails["action"]> = (
  tx: OrgTx,
  ctx: Context,
  lead: BulkLead,
  details: Details<A>,
  turn: Turn,
) => Promise<Changed>;

/** Does to one locked lead what the single command does, by the same rules and stores. */
export function changeLead(tx: OrgTx, ctx: Context, lead: BulkLead, turn: Turn): Promise<Changed> {
  const { details } = turn;
  switch (details.action) {
    case "assign":
      return assign(tx, ctx, lead, details, turn);
    case "add_tags":
      return tag(tx, ctx, lead, details, turn);
    case "remove_tags":
      return untag(tx, ctx, lead, details, turn);
    case "change_status":
      return changeStatus(tx, ctx, lead, details, turn);
    case "do_not_contact":
      return block(tx, ctx, lead, details, turn);
    case "delete":
      return remove(tx, ctx, lead, details, turn);
  }
}

const assign: Change<"assign"> = async (tx, ctx, lead, { owner_id }, turn) => {
  if (lead.owner_id === owner_id) return null;
  if (!turn.ownerActive) throw new AppError("CONFLICT", "The new owner is no longer an active member.");
  await insertAssignments(tx, [
    { leadId: lead.id, toUserId: owner_id, strategy: "manual", assignedBy: ctx.actor.userId, at: ctx.now },
  ]);
  await updateLeadColumns(tx, lead.id, {}, ctx.now);
  await tellChange(tx, ctx, lead, turn, { owner_id: { old: lead.owner_id, new: owner_id } });
  return { before: { owner_id: lead.owner_id, gave: owner_id } };
};

const tag: Change<"add_tags"> = async (tx, ctx, lead, { tags }, turn) => {
  const has = new Set(lead.tags.map((one) => one.name));
  const added = [...new Set(tags)].filter((name) => !has.has(name));
  if (added.length === 0) return null;
  if (has.size + added.length > 50)
    throw new AppError("CONFLICT", "A lead can have 50 tags, and this one would have more.");
  await addTags(
    tx,
    lead.id,
    added.map((name) => ({ id: "", name })),
  );
  await updateLeadColumns(tx, lead.id, {}, ctx.now);
  await tellChange(tx, ctx, lead, turn, { tags: { old: [], new: added } });
  return { before: { added } };
};

const untag: Change<"remove_tags"> = async (tx, ctx, lead, { tags }, turn) => {
  const removed = lead.tags.filter((one) => tags.includes(one.name));
  if (removed.length === 0) return null;
  await removeTags(tx, lead.id, removed);
  await updateLeadColumns(tx, lead.id, {}, ctx.now);
  await tellChange(tx, ctx, lead, turn, { tags: { old: removed.map((one) => one.name), new: [] } });
  return { before: { removed } };
};

const changeStatus: Change<"change_status"> = async (tx, ctx, lead, { status, status_reason: reason }, turn) => {
  if (lead.status === status) return null;
  const refusal = refuseMove(lead, status, reason, ctx.actor.role, turn.moves);
  if (refusal) throw new AppError("STATUS_NOT_ALLOWED", refusal);
  await moveStatus(tx, ctx, lead.id, status, "user", reason);
  await updateLeadColumns(tx, lead.id, {}, ctx.now);
  await tellChange(tx, ctx, lead, turn, { status: { old: lead.status, new: status } });
  return { before: { status: lead.status } };
};

export const moveStatus = (
  tx: OrgTx,
  ctx: Context,
  leadId: string,
  to: LeadStatus,
  trigger: "user" | "undo",
  reason?: string,
) => insertStatusMoves(tx, [{ leadId, to, trigger, actorId: ctx.actor.userId, reason, at: ctx.now }]);

const block: Change<"do_not_contact"> = async (tx, ctx, lead, { reason, channel }, turn) => {
  const values = [{ kind: "person" as const, value: lead.id }, ...(await listPersonValues(tx, lead.id))];
  const terms = {
    channel: channel ?? null,
    reason,
    source: "manual" as const,
    evidence: null,
    expiresAt: null,
    addedBy: ctx.actor.userId,
  };
  const { added, events } = await storeEntries(tx, values, terms, ctx);
  if (added.length === 0) return null;
  const payload = { entry_ids: added.map((one) => one.id), channel: terms.channel, reason, source: terms.source };
  await emit(tx, ctx, [{ kind: "dnc.imported", subjects: { bulk_action_id: turn.id }, payload }, ...events]);
  return { before: {} };
};

const remove: Change<"delete"> = async (tx, ctx, { id }, _, turn) => {
  await updateLeadColumns(tx, id, { deleted_at: ctx.now }, ctx.now);
  const cancelled = await cancelMessagesOfLead(tx, id, ctx.now, `${ctx.actor.name} deleted the lead.`);
  const subjects = { lead_id: id, bulk_action_id: turn.id };
  await emit(tx, ctx, [
    { kind: "lead.deleted", leadId: id, subjects, payload: { lead_id: id } },
    ...cancelled.map((message) => ({
      kind: "message.cancelled",
      leadId: id,
      subjects: { lead_id: id, communication_id: message },
      payload: { lead_id: id, communication_id: message },
    })),
  ]);
  return { before: {} };
};

/** Each lead's own record of it, as when it is changed alone. */
export const tellChange = (
  tx: OrgTx,
  ctx: Context,
  lead: Pick<BulkLead, "id">,
  turn: Pick<Turn, "id">,
  changes: Record<string, { old: unknown; new: unknown }>,
) =>
  emit(tx, ctx, [
    {
      kind: "lead.changed",
      leadId: lead.id,
      subjects: { lead_id: lead.id, bulk_action_id: turn.id },
      payload: { lead_id: lead.id, changes },
    },
  ]);
