import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import type { NewEvent } from "@/lib/events/emit";
import { moveEnrollment } from "@/lib/sequence-engine/move-enrollment";
import { listSteps } from "@/lib/sequences/queries";
import type { LockedItem } from "./queries";

/** The sequence that asked for an item goes on with its next step; nothing for other items, or when it moved on already. */
export async function moveOn(
  tx: OrgTx,
  item: LockedItem,
  done: { kind: "done" | "skipped"; words: string; communicationId?: string | null },
  ctx: Context,
): Promise<NewEvent[]> {
  if (!item.enrollment_id) return [];
  const [enrollment] = await tx.sql<{ version_id: string; step_id: string | null; status: string }[]>`
    select version_id, step_id, status from lead_sequence_enrollments where id = ${item.enrollment_id} and awaits is not null for update`;
  if (!enrollment || enrollment.step_id !== item.step_id) return [];
  const steps = await listSteps(tx, enrollment.version_id);
  const step = steps.find((one) => one.id === item.step_id);
  if (!step) return [];
  const next = steps.find((one) => one.position === step.position + 1) ?? null;
  return moveEnrollment(tx, item.enrollment_id, { ...done, step, actorId: ctx.actor.userId }, next, ctx.now);
}
