import { requireCampaign } from "@/lib/campaigns/rule-queries";
import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { planProblems } from "./plan-rules";
import { findNameHolder, getPlanFacts, getSequence } from "./queries";
import { requireFreeName, requirePublishable } from "./rules";
import { createSequenceInputSchema, type SequenceWithSteps } from "./schema";
import { freezeVersion, insertDraftVersion, insertSequence, replaceSteps, updateSequence } from "./store";
import { requireTrigger, switchTriggerOn } from "./trigger-store";

/** Makes a sequence with its first version: a draft, or published at once when nothing is wrong with it. */
export const createSequence = defineCommand({
  name: "createSequence",
  permission: "sequences:write",
  input: createSequenceInputSchema,
  run: async (
    tx,
    { name, description, steps, exit_rules: exitRules, alongside, campaign_id, publish, ...given },
    ctx,
  ): Promise<SequenceWithSteps> => {
    const trigger = given.trigger ?? null;
    requireFreeName(await findNameHolder(tx, name, null));
    await requireTrigger(tx, trigger, ctx);
    if (publish) requirePublishable(planProblems(steps, await getPlanFacts(tx, ctx)));
    if (campaign_id) await requireCampaign(tx, campaign_id);
    const [id, at, userId] = [newId(), ctx.now, ctx.actor.userId];
    const campaignId = campaign_id;
    const rules = { trigger, exitRules, alongside, campaignId };
    await insertSequence(tx, { id, name, description, ...rules, createdBy: userId, at });
    const versionId = await insertDraftVersion(tx, id, at);
    await replaceSteps(tx, versionId, steps, at);
    if (publish) {
      await freezeVersion(tx, versionId, userId, at);
      await updateSequence(tx, id, { state: "active", live_version_id: versionId }, at);
      await switchTriggerOn(tx, id, ctx);
    }
    const kinds = publish ? (["sequence.created", "sequence.published"] as const) : (["sequence.created"] as const);
    const about = { subjects: { sequence_id: id }, payload: { name, steps: steps.length, version: 1 } };
    await emit(
      tx,
      ctx,
      kinds.map((kind) => ({ kind, ...about })),
    );
    return getSequence(tx, id, ctx);
  },
});
