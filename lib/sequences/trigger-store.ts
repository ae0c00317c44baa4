import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { AppError, invalid } from "@/lib/core/errors";
import { leadCondition } from "@/lib/filters/rules";
import { getSegmentFilter } from "@/lib/segments/queries";
import type { ActiveTrigger } from "./trigger-schema";

/** INVALID when a trigger names a segment or a tag that is not here, or a segment that is somebody's own. */
export async function requireTrigger(
  tx: OrgTx,
  trigger: ActiveTrigger | null | undefined,
  ctx: Context,
): Promise<void> {
  if (trigger?.kind === "tag_added") {
    const [tag] = await tx.sql`select from tags where name = ${trigger.tag}`;
    if (!tag) throw invalid("trigger.tag", `There is no tag "${trigger.tag}". Choose one that is there.`);
  }
  if (trigger?.kind !== "segment_entered") return;
  const [segment] = await tx.sql<{ visibility: string }[]>`
    select visibility from segments where id = ${trigger.segment_id}`;
  if (segment?.visibility !== "public")
    throw invalid("trigger.segment_id", "This segment is not here, or not everybody sees it. Share it with everybody.");
  await getSegmentFilter(tx, ctx, trigger.segment_id);
}

/**
 * A trigger begins to count now: what happened before enrolls nobody, and who is inside its segment has not entered it. For a sequence
 * without one nothing is done.
 */
export async function switchTriggerOn(tx: OrgTx, sequenceId: string, ctx: Context): Promise<void> {
  const [row] = await tx.sql<{ trigger: ActiveTrigger }[]>`
    update nurture_sequences set trigger_since = ${ctx.now} where id = ${sequenceId} and trigger is not null returning trigger`;
  await tx.sql`
    update sequence_triggerings set left_at = ${ctx.now}, updated_at = ${ctx.now}
    where sequence_id = ${sequenceId} and kind = 'segment_entered' and left_at is null`;
  if (row?.trigger.kind !== "segment_entered") return;
  const { where, params } = leadCondition(ctx, { filter: await filterOf(tx, row.trigger.segment_id, ctx) });
  await tx.sql.unsafe(
    `insert into sequence_triggerings (sequence_id, lead_id, cause_id, kind, at, outcome, created_at, updated_at)
     select $${params.length + 1}::text::uuid, l.id, new_id(), 'segment_entered', $${params.length + 2}::text::timestamptz, 'known',
       $${params.length + 2}::text::timestamptz, $${params.length + 2}::text::timestamptz from leads l where ${where} and l.merged_into_id is null`,
    [...params, sequenceId, ctx.now.toISOString()],
  );
}

async function filterOf(tx: OrgTx, segmentId: string, ctx: Context) {
  try {
    return await getSegmentFilter(tx, ctx, segmentId);
  } catch (error) {
    if (!(error instanceof AppError && error.code === "NOT_FOUND")) throw error;
    throw new AppError("CONFLICT", "The segment that enrolls people is gone. Choose another in the builder.");
  }
}
