import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { planProblems } from "./plan-rules";
import { findDraftVersion, getPlanFacts, getSequence, listSteps, lockSequence, toGiven } from "./queries";
import { requirePublishable, requireUsed } from "./rules";
import { type SequenceWithSteps, sequenceIdInputSchema } from "./schema";
import { freezeVersion, updateSequence } from "./store";
import { switchTriggerOn } from "./trigger-store";

/** Freezes the draft and lets new people go through it; who is on the way stays on their version. CONFLICT while something is wrong with it. */
export const publishSequence = defineCommand({
  name: "publishSequence",
  permission: "sequences:write",
  input: sequenceIdInputSchema,
  run: async (tx, { sequence_id: id }, ctx): Promise<SequenceWithSteps> => {
    const sequence = await lockSequence(tx, id);
    requireUsed(sequence);
    const draft = await findDraftVersion(tx, id);
    if (!draft) throw new AppError("CONFLICT", "Nothing has changed since it was published. Change a step first.");
    const [steps, facts] = await Promise.all([listSteps(tx, draft), getPlanFacts(tx, ctx)]);
    requirePublishable(planProblems(steps.map(toGiven), facts));
    await freezeVersion(tx, draft, ctx.actor.userId, ctx.now);
    const state = sequence.state === "draft" ? "active" : sequence.state;
    await updateSequence(tx, id, { state, live_version_id: draft }, ctx.now);
    if (sequence.state === "draft") await switchTriggerOn(tx, id, ctx);
    await emit(tx, ctx, [
      {
        kind: "sequence.published",
        subjects: { sequence_id: id },
        payload: { version_id: draft, steps: steps.length },
      },
    ]);
    return getSequence(tx, id, ctx);
  },
});
