import { defineCommand } from "@/lib/core/command";
import { endEnrollments } from "@/lib/enrollments/end-enrollments";
import { emit } from "@/lib/events/emit";
import { getSequence, lockSequence } from "./queries";
import { requireUsed } from "./rules";
import { type SequenceWithSteps, sequenceIdInputSchema } from "./schema";
import { cancelledEvents, cancelWaitingOf, updateSequence } from "./store";

/** Puts a sequence away for good: it takes nobody any more, and whoever is in it leaves it. CONFLICT when it was put away before. */
export const archiveSequence = defineCommand({
  name: "archiveSequence",
  permission: "sequences:write",
  input: sequenceIdInputSchema,
  run: async (tx, { sequence_id: id }, ctx): Promise<SequenceWithSteps> => {
    const running = () => tx.sql<{ id: string; lead_id: string }[]>`
      select id, lead_id from lead_sequence_enrollments where sequence_id = ${id} and status in ('active', 'paused', 'parked')`;
    const leads = (await running()).map((one) => one.lead_id);
    await tx.sql`select id from leads where id = any (${leads}::uuid[]) order by id for no key update`;
    requireUsed(await lockSequence(tx, id));
    await updateSequence(tx, id, { state: "archived" }, ctx.now);
    // Nobody is enrolled any more, so these are all.
    const inside = (await running()).map((one) => one.id);
    const end = { status: "stopped", reason: "put_away", actorId: ctx.actor.userId } as const;
    const { ended, events } = await endEnrollments(tx, inside, end, ctx.now);
    const cancelled = await cancelWaitingOf(tx, id, "Its sequence stopped: The sequence was put away.", ctx.now);
    await emit(tx, ctx, [
      ...events,
      ...cancelledEvents(cancelled, "sequence stopped"),
      { kind: "sequence.archived", subjects: { sequence_id: id }, payload: { stopped: ended.length } },
    ]);
    return getSequence(tx, id, ctx);
  },
});
