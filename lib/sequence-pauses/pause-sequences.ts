import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { stepBack } from "@/lib/enrollments/store";
import { emit } from "@/lib/events/emit";
import { listSequences } from "@/lib/sequences/queries";
import type { Sequence } from "@/lib/sequences/schema";
import { cancelledEvents, cancelWaitingOf, updateSequence } from "@/lib/sequences/store";

/** Holds every sequence that runs, with one press: nothing goes out by itself and nobody is enrolled until somebody lets them go on. */
export const pauseSequences = defineCommand({
  name: "pauseSequences",
  permission: "sequences:write",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<{ data: Sequence[]; next_cursor: null }> => {
    const rows = await tx.sql<{ id: string }[]>`
      select id from nurture_sequences where state = 'active' order by id for no key update`;
    if (rows.length === 0) throw new AppError("CONFLICT", "No sequence is running. Nothing was changed.");
    for (const { id } of rows) {
      await updateSequence(tx, id, { state: "paused", paused_with_all: true }, ctx.now);
      const reason = `${ctx.actor.name} paused all sequences.`;
      const cancelled = await cancelWaitingOf(tx, id, reason, ctx.now);
      await stepBack(
        tx,
        cancelled.map((one) => one.id),
        reason,
        ctx.now,
      );
      await emit(tx, ctx, [
        { kind: "sequence.paused", subjects: { sequence_id: id }, payload: { cancelled: cancelled.length, all: true } },
        ...cancelledEvents(cancelled, "sequence paused"),
      ]);
    }
    return { data: await listSequences(tx), next_cursor: null };
  },
});
