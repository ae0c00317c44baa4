import { isDeepStrictEqual } from "node:util";
import { requireCampaign } from "@/lib/campaigns/rule-queries";
import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { findDraftVersion, findNameHolder, getSequence, lockSequence } from "./queries";
import { requireFreeName, requireUsed, requireVersion } from "./rules";
import { type SequenceWithSteps, updateSequenceInputSchema } from "./schema";
import { insertDraftVersion, replaceSteps, updateSequence as updateColumns } from "./store";
import { requireTrigger, switchTriggerOn } from "./trigger-store";

/** Changes a sequence. Steps are changed in the draft, begun when there is none: who is on the way stays on the version they are on. */
export const updateSequence = defineCommand({
  name: "updateSequence",
  permission: "sequences:write",
  input: updateSequenceInputSchema,
  run: async (tx, { sequence_id: id, if_version, steps, ...columns }, ctx): Promise<SequenceWithSteps> => {
    const sequence = await lockSequence(tx, id);
    requireVersion(if_version, sequence.version);
    requireUsed(sequence);
    if (columns.name) requireFreeName(await findNameHolder(tx, columns.name, id));
    if (columns.campaign_id) await requireCampaign(tx, columns.campaign_id);
    await requireTrigger(tx, columns.trigger, ctx);
    await updateColumns(tx, id, columns, ctx.now);
    const isOther = !isDeepStrictEqual(columns.trigger, sequence.trigger) || sequence.trigger_since === null;
    if (columns.trigger !== undefined && isOther && sequence.state === "active") await switchTriggerOn(tx, id, ctx);
    if (steps) {
      const draft = (await findDraftVersion(tx, id)) ?? (await insertDraftVersion(tx, id, ctx.now));
      await replaceSteps(tx, draft, steps, ctx.now);
    }
    const payload = { ...columns, ...(steps && { steps: steps.length }) };
    await emit(tx, ctx, [{ kind: "sequence.changed", subjects: { sequence_id: id }, payload }]);
    return getSequence(tx, id, ctx);
  },
});
