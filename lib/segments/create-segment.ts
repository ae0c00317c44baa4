import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { countLeads } from "./count-queries";
import { getSegment } from "./queries";
import { createSegmentInputSchema, type Segment } from "./schema";
import { insertSegments, updateCount } from "./store";

/** Keeps a set of conditions under a name. What cannot be asked in time is refused before it is kept. */
export const createSegment = defineCommand({
  name: "createSegment",
  permission: "segments:write",
  input: createSegmentInputSchema,
  run: async (tx, { name, filter, visibility }, ctx): Promise<Segment> => {
    const [id, at] = [newId(), ctx.now];
    await insertSegments(tx, [{ id, name, filter, visibility, ownerId: ctx.actor.userId, at }]);
    await updateCount(tx, id, (await countLeads(tx, ctx, { filter })).count, at);
    await emit(tx, ctx, [
      { kind: "segment.created", subjects: { segment_id: id }, payload: { name, filter, visibility } },
    ]);
    return getSegment(tx, ctx, id);
  },
});
