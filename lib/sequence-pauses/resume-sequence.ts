import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getSequence, lockSequence } from "@/lib/sequences/queries";
import { requireState } from "@/lib/sequences/rules";
import { type SequenceWithSteps, sequenceIdInputSchema } from "@/lib/sequences/schema";
import { updateSequence } from "@/lib/sequences/store";
import { switchTriggerOn } from "@/lib/sequences/trigger-store";

/** Lets a paused sequence go on; what fell due meanwhile comes next, under all rules. What would have enrolled somebody meanwhile does not. */
export const resumeSequence = defineCommand({
  name: "resumeSequence",
  permission: "sequences:write",
  input: sequenceIdInputSchema,
  run: async (tx, { sequence_id: id }, ctx): Promise<SequenceWithSteps> => {
    requireState(await lockSequence(tx, id), "paused");
    await updateSequence(tx, id, { state: "active", paused_with_all: false }, ctx.now);
    await switchTriggerOn(tx, id, ctx);
    await emit(tx, ctx, [{ kind: "sequence.resumed", subjects: { sequence_id: id } }]);
    return getSequence(tx, id, ctx);
  },
});
