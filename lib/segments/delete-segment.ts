import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { lockSegment } from "./queries";
import { checkChange } from "./rules";
import { segmentIdInputSchema } from "./schema";
import { deleteSegments } from "./store";

/** Takes a segment away; its leads stay as they are, and what it was stays in the audit log. */
export const deleteSegment = defineCommand({
  name: "deleteSegment",
  permission: "segments:write",
  input: segmentIdInputSchema,
  run: async (tx, { segment_id }, ctx) => {
    const { name, filter, visibility, owner_id } = await lockSegment(tx, ctx, segment_id);
    checkChange(ctx.actor, owner_id, visibility);
    await deleteSegments(tx, [segment_id]);
    await emit(tx, ctx, [{ kind: "segment.deleted", subjects: { segment_id }, payload: { name, filter, visibility } }]);
    return { segment_id, name };
  },
});
