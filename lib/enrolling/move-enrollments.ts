import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { endEnrollments } from "@/lib/enrollments/end-enrollments";
import { insertEnrollmentEvents, updateEnrollment } from "@/lib/enrollments/store";
import { emit } from "@/lib/events/emit";
import { lockSequence } from "@/lib/sequences/queries";
import { requireUsed } from "@/lib/sequences/rules";
import { listMoves } from "./queries";
import { moveEnrollmentsInputSchema } from "./schema";

/** Takes people on older versions of a sequence to the live one: they go on at the step of the same number, or are done when there is none. */
export const moveEnrollments = defineCommand({
  name: "moveEnrollments",
  permission: "sequences:write",
  input: moveEnrollmentsInputSchema,
  run: async (
    tx,
    { sequence_id: id, enrollment_ids, to_version },
    ctx,
  ): Promise<{ moved: number; finished: number }> => {
    const seen = await listMoves(tx, id, enrollment_ids ?? null);
    const leads = seen.map((one) => one.lead_id);
    await tx.sql`select id from leads where id = any (${leads}::uuid[]) order by id for no key update`;
    const sequence = await lockSequence(tx, id);
    requireUsed(sequence);
    const live = sequence.live_version_id;
    if (!live) throw new AppError("SEQUENCE_NOT_ACTIVE", "It was never published. Publish it first.");
    if (to_version !== undefined) await requireLive(tx, live, to_version);
    await tx.sql`select id from lead_sequence_enrollments where id = any (${seen.map((one) => one.enrollment_id)}::uuid[]) order by id for update`;
    const rows = await listMoves(
      tx,
      id,
      seen.map((one) => one.enrollment_id),
    );
    const reason = `${ctx.actor.name} moved them to the newest version.`;
    const [over, on] = [rows.filter((row) => row.to_step_id === null), rows.filter((row) => row.to_step_id !== null)];
    for (const row of on) {
      await updateEnrollment(
        tx,
        row.enrollment_id,
        { version_id: live, step_id: row.to_step_id, last_reason: reason },
        ctx.now,
      );
    }
    await insertEnrollmentEvents(
      tx,
      on.map((row) => ({
        enrollmentId: row.enrollment_id,
        kind: "moved" as const,
        reason,
        stepId: row.to_step_id,
        actorId: ctx.actor.userId,
      })),
      ctx.now,
    );
    const end = {
      status: "finished",
      reason: null,
      words: "The newest version ends before this step.",
      actorId: ctx.actor.userId,
    } as const;
    const { events } = await endEnrollments(
      tx,
      over.map((row) => row.enrollment_id),
      end,
      ctx.now,
    );
    await emit(tx, ctx, [
      ...events,
      { kind: "sequence.moved", subjects: { sequence_id: id }, payload: { moved: on.length, finished: over.length } },
    ]);
    return { moved: on.length, finished: over.length };
  },
});

/** STALE when the version that somebody was shown is not the one that people would come into. */
async function requireLive(tx: OrgTx, liveId: string, shown: number): Promise<void> {
  const [live] = await tx.sql<{ number: number }[]>`select number from sequence_versions where id = ${liveId}`;
  if (live?.number === shown) return;
  throw new AppError(
    "STALE",
    `Version ${live?.number} was published since you looked. Reload to see whom it takes where.`,
  );
}
