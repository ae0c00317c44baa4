import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { cutText } from "@/lib/core/text-rules";
import { emit } from "@/lib/events/emit";
import { filterSchema } from "@/lib/filters/schema";
import { countLeads } from "./count-queries";
import { getSegment } from "./queries";
import { type Segment, segmentIdInputSchema } from "./schema";
import { insertSegments, updateCount } from "./store";

/** The same conditions once more, as one's own and for oneself. */
export const duplicateSegment = defineCommand({
  name: "duplicateSegment",
  permission: "segments:write",
  input: segmentIdInputSchema,
  run: async (tx, { segment_id }, ctx): Promise<Segment> => {
    const original = await getSegment(tx, ctx, segment_id);
    const [id, at, visibility] = [newId(), ctx.now, "private" as const];
    const filter = filterSchema.parse(original.filter);
    const name = `${cutText(original.name, 93)} (copy)`;
    await insertSegments(tx, [{ id, name, filter, visibility, ownerId: ctx.actor.userId, at }]);
    await updateCount(tx, id, (await countLeads(tx, ctx, { filter })).count, at);
    await emit(tx, ctx, [
      {
        kind: "segment.created",
        subjects: { segment_id: id },
        payload: { name, filter, visibility, copy_of: segment_id },
      },
    ]);
    return getSegment(tx, ctx, id);
  },
});
