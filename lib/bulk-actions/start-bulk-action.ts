import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { requirePermission } from "@/lib/core/read";
import { requireChannel } from "@/lib/dnc/queries";
import { getRunningSequence } from "@/lib/enrolling/queries";
import { emit } from "@/lib/events/emit";
import { leadCondition } from "@/lib/filters/rules";
import { checkOwner } from "@/lib/leads/rules";
import { isActiveMember } from "@/lib/organizations/queries";
import { pickTag } from "@/lib/segments/pick-tag";
import { applyBulkActionJob } from "./jobs";
import { countFound } from "./queries";
import { NOT_HERE } from "./rules";
import { type BulkDetails, type KeptChoice, MOST_FOUND, startBulkActionInputSchema } from "./schema";
import { insertBulkAction, insertListedRows, updateBulkAction } from "./store";

/** Promises one change of many leads: these, or all that a filter finds. It is done row by row afterwards, under the rules of each single change. */
export const startBulkAction = defineCommand({
  name: "startBulkAction",
  permission: "leads:write",
  input: startBulkActionInputSchema,
  run: async (tx, { ids, filter, except, ...asked }, ctx): Promise<{ id: string; total: number }> => {
    const details = await toDetails(tx, asked, ctx);
    await checkDetails(tx, details, ctx);
    const id = newId();
    const chosen: KeptChoice = ids ? { listed: new Set(ids).size } : { filter: filter ?? {}, except: except ?? [] };
    const total = "listed" in chosen ? chosen.listed : await countChosen(tx, chosen, ctx);
    await insertBulkAction(tx, ctx, { id, details, chosen, total });
    if (ids) {
      const refused = await insertListedRows(tx, id, ids, NOT_HERE, ctx.now);
      if (refused > 0) await updateBulkAction(tx, id, { refused }, ctx.now);
    }
    await applyBulkActionJob.enqueue(tx, ctx, { bulk_action_id: id }, { key: id, inBackground: true });
    const payload = { bulk_action_id: id, ...details, ...chosen, total };
    await emit(tx, ctx, [{ kind: "bulk_action.started", subjects: { bulk_action_id: id }, payload }]);
    return { id, total };
  },
});

type Asked = BulkDetails | { action: "add_to_segment"; segment_id: string };

async function toDetails(tx: OrgTx, asked: Asked, ctx: Context): Promise<BulkDetails> {
  if (asked.action === "enroll") {
    requirePermission(ctx, "enrollments:write");
    return { ...asked, sequence: (await getRunningSequence(tx, asked.sequence_id)).name };
  }
  if (asked.action !== "add_to_segment") return asked;
  const { segment, tag } = await pickTag(tx, ctx, asked.segment_id);
  return { action: "add_tags", tags: [tag], segment };
}

async function countChosen(tx: OrgTx, { filter, except }: Exclude<KeptChoice, { listed: number }>, ctx: Context) {
  const found = await countFound(tx, leadCondition(ctx, filter), MOST_FOUND + except.length + 1);
  const total = Math.max(0, found - except.length);
  if (total === 0) throw invalid("filter", "This filter finds no leads. Change it.");
  if (total <= MOST_FOUND) return total;
  throw invalid(
    "filter",
    `These are more than ${MOST_FOUND.toLocaleString("en")} leads. Narrow the filter and go on in parts.`,
  );
}

async function checkDetails(tx: OrgTx, details: BulkDetails, ctx: Context): Promise<void> {
  if (details.action === "assign") {
    checkOwner(details.owner_id, ctx.actor.sees);
    if (details.owner_id && !(await isActiveMember(tx, details.owner_id)))
      throw invalid("owner_id", "There is no such active member. Choose somebody else.");
  }
  if (details.action === "do_not_contact") {
    requirePermission(ctx, "dnc:write");
    if (details.channel) await requireChannel(tx, details.channel);
  }
}
