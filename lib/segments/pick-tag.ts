import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { requirePermission } from "@/lib/core/read";
import { cutText } from "@/lib/core/text-rules";
import { emit } from "@/lib/events/emit";
import { filterSchema } from "@/lib/filters/schema";
import { lockSegment } from "./queries";
import { checkChange, pickTagOf, withPickTag } from "./rules";
import { updateSegmentColumns } from "./store";

/**
 * The tag that puts leads into a segment by hand: a segment is conditions, and one of them may be a tag. One without it is given it,
 * beside its other conditions, by who may change it.
 */
export async function pickTag(tx: OrgTx, ctx: Context, segmentId: string): Promise<{ segment: string; tag: string }> {
  requirePermission(ctx, "segments:read");
  const { name, filter, owner_id, visibility } = await lockSegment(tx, ctx, segmentId);
  const kept = filterSchema.parse(filter);
  const known = pickTagOf(kept);
  if (known !== null) return { segment: name, tag: known };
  requirePermission(ctx, "segments:write");
  checkChange(ctx.actor, owner_id, visibility);
  // A comma parts tags where they are typed.
  const tag = cutText(name.replaceAll(",", " ").replace(/\s+/g, " "), 50).trim();
  const wider = filterSchema.safeParse(withPickTag(kept, tag));
  if (!wider.success) {
    throw new AppError("CONFLICT", "This segment has as many conditions as it can. Take one out, or tag the leads.");
  }
  await updateSegmentColumns(tx, segmentId, { name, visibility, filter: wider.data }, ctx.now);
  const changes = { filter: { old: filter, new: wider.data } };
  await emit(tx, ctx, [{ kind: "segment.changed", subjects: { segment_id: segmentId }, payload: { changes } }]);
  return { segment: name, tag };
}
