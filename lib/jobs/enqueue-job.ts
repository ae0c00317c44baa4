import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";

export type JobWish = {
  /** the same key again, while the first still waits, is the same job with the newer payload */
  key?: string;
  /** not before this moment */
  runAt?: Date;
  /** behind everything that somebody waits for at a screen */
  inBackground?: boolean;
};

/**
 * Promises work for after the commit, in this organization and in the name of who asks; rolled back, it was never promised.
 * A worker is woken at the commit. Use the `enqueue` of a job from `defineJob`, which knows the payload.
 */
export async function enqueueJob(
  tx: OrgTx,
  ctx: Context,
  { task, payload, key, runAt, inBackground }: JobWish & { task: string; payload: unknown },
): Promise<void> {
  await tx.sql`select enqueue_job(${task}, ${ctx.actor.userId}, ${JSON.stringify(payload)}::text::json, ${key ?? newId()},
    ${runAt ?? null}, ${inBackground ? 10 : 0})`;
}
