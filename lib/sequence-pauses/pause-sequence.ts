import { defineCommand } from "@/lib/core/command";
import { stepBack } from "@/lib/enrollments/store";
import { emit } from "@/lib/events/emit";
import { getSequence, lockSequence } from "@/lib/sequences/queries";
import { requireState } from "@/lib/sequences/rules";
import { type SequenceWithSteps, sequenceIdInputSchema } from "@/lib/sequences/schema";
import { cancelledEvents, cancelWaitingOf, updateSequence } from "@/lib/sequences/store";

/** Holds a sequence for everybody in it until it is resumed; messages that wait are cancelled, and their steps come again. */
export const pauseSequence = defineCommand({
  name: "pauseSequence",
  permission: "sequences:write",
  input: sequenceIdInputSchema,
  run: async (tx, { sequence_id: id }, ctx): Promise<SequenceWithSteps> => {
    requireState(await lockSequence(tx, id), "active");
    await updateSequence(tx, id, { state: "paused" }, ctx.now);
    const reason = `${ctx.actor.name} paused the sequence.`;
    const cancelled = await cancelWaitingOf(tx, id, reason, ctx.now);
    await stepBack(
      tx,
      cancelled.map((one) => one.id),
      reason,
      ctx.now,
    );
    await emit(tx, ctx, [
      { kind: "sequence.paused", subjects: { sequence_id: id }, payload: { cancelled: cancelled.length } },
      ...cancelledEvents(cancelled, "sequence paused"),
    ]);
    return getSequence(tx, id, ctx);
  },
});
