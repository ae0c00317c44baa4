import type { OrgTx } from "@/db/tenant";
import { moveStatus, tellChange } from "@/lib/bulk-actions/change-lead";
import { type BulkLead, type ChangedRow, listTagsNamed } from "@/lib/bulk-actions/queries";
import { CHANGED_SINCE } from "@/lib/bulk-actions/rules";
import type { BulkActionName } from "@/lib/bulk-actions/schema";
import { addTags, removeTags } from "@/lib/bulk-actions/store";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { endEnrollments } from "@/lib/enrollments/end-enrollments";
import { emit } from "@/lib/events/emit";
import type { LeadStatus } from "@/lib/leads/schema";
import { insertAssignments, updateLeadColumns } from "@/lib/leads/store";

type Restore = (tx: OrgTx, ctx: Context, lead: BulkLead, before: Before, bulkActionId: string) => Promise<void>;
/** As change-lead.ts kept it. */
type Before = Partial<{
  owner_id: string | null;
  added: string[];
  removed: { id: string; name: string }[];
  status: LeadStatus;
  enrollment_id: string;
}>;

/** Gives one locked lead back what it had. Who changed it since is the caller's to ask. */
export async function restoreLeadState(
  tx: OrgTx,
  ctx: Context,
  lead: BulkLead,
  { action, id, row }: { action: BulkActionName; id: string; row: ChangedRow },
): Promise<void> {
  await restores[action](tx, ctx, lead, row.before, id);
}

const TAKEN_BACK = ({ actor }: Context) => `${actor.name} took the enrolling back.`;

const restores: Record<BulkActionName, Restore> = {
  assign: async (tx, ctx, lead, { owner_id = null }, id) => {
    await updateLeadColumns(tx, lead.id, {}, ctx.now);
    await insertAssignments(tx, [
      { leadId: lead.id, toUserId: owner_id, strategy: "manual", assignedBy: ctx.actor.userId, at: ctx.now },
    ]);
    await tellChange(tx, ctx, lead, { id }, { owner_id: { old: lead.owner_id, new: owner_id } });
  },
  add_tags: async (tx, ctx, lead, { added = [] }, id) => {
    await removeTags(tx, lead.id, await listTagsNamed(tx, added));
    await updateLeadColumns(tx, lead.id, {}, ctx.now);
    await tellChange(tx, ctx, lead, { id }, { tags: { old: added, new: [] } });
  },
  remove_tags: async (tx, ctx, lead, { removed = [] }, id) => {
    await addTags(tx, lead.id, removed);
    await updateLeadColumns(tx, lead.id, {}, ctx.now);
    await tellChange(tx, ctx, lead, { id }, { tags: { old: [], new: removed.map((one) => one.name) } });
  },
  change_status: async (tx, ctx, lead, { status }, id) => {
    if (!status) throw new AppError("CONFLICT", CHANGED_SINCE);
    await moveStatus(tx, ctx, lead.id, status, "undo");
    await updateLeadColumns(tx, lead.id, {}, ctx.now);
    await tellChange(tx, ctx, lead, { id }, { status: { old: lead.status, new: status } });
  },
  delete: async (tx, ctx, lead, _, id) => {
    await updateLeadColumns(tx, lead.id, { deleted_at: null }, ctx.now);
    const subjects = { lead_id: lead.id, bulk_action_id: id };
    await emit(tx, ctx, [{ kind: "lead.restored", leadId: lead.id, subjects, payload: { lead_id: lead.id } }]);
  },
  enroll: async (tx, ctx, _, { enrollment_id }) => {
    const end = { status: "stopped", reason: "by_hand", words: TAKEN_BACK(ctx), actorId: ctx.actor.userId } as const;
    const { ended, events } = await endEnrollments(tx, enrollment_id ? [enrollment_id] : [], end, ctx.now);
    if (ended.length === 0) throw new AppError("CONFLICT", "They had left this sequence already.");
    await emit(tx, ctx, events);
  },
  do_not_contact: async () => {
    throw new AppError("CONFLICT", "Taking people off the do-not-contact list takes two people.");
  },
};
