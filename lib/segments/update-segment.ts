import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { countLeads } from "./count-queries";
import { getSegment, type LockedSegment, lockSegment } from "./queries";
import { checkChange } from "./rules";
import { type Segment, updateSegmentInputSchema } from "./schema";
import { type SegmentColumns, updateCount, updateSegmentColumns } from "./store";

/** Changes the given parts of a segment; STALE when somebody changed it since `if_version`. */
export const updateSegment = defineCommand({
  name: "updateSegment",
  permission: "segments:write",
  input: updateSegmentInputSchema,
  run: async (tx, { segment_id, if_version, ...given }, ctx): Promise<Segment> => {
    const segment = await lockSegment(tx, ctx, segment_id);
    checkChange(ctx.actor, segment.owner_id, segment.visibility);
    if (if_version !== undefined && if_version !== segment.version) {
      throw new AppError(
        "STALE",
        "Somebody changed this segment since you opened it. Reload and make your change again.",
      );
    }
    const wanted: SegmentColumns = {
      name: given.name ?? segment.name,
      filter: given.filter ?? segment.filter,
      visibility: given.visibility ?? segment.visibility,
    };
    // Taken out of the manager's own sight it could not be given back by them.
    checkChange(ctx.actor, segment.owner_id, wanted.visibility);
    const changes = changesOf(segment, wanted);
    if (Object.keys(changes).length === 0) return getSegment(tx, ctx, segment_id);
    await updateSegmentColumns(tx, segment_id, wanted, ctx.now);
    if (given.filter)
      await updateCount(tx, segment_id, (await countLeads(tx, ctx, { filter: given.filter })).count, ctx.now);
    await emit(tx, ctx, [{ kind: "segment.changed", subjects: { segment_id }, payload: { changes } }]);
    return getSegment(tx, ctx, segment_id);
  },
});

const parts = ["name", "filter", "visibility"] as const;

const changesOf = (segment: LockedSegment, wanted: SegmentColumns) =>
  Object.fromEntries(
    parts
      .filter((part) => JSON.stringify(segment[part]) !== JSON.stringify(wanted[part]))
      .map((part) => [part, { old: segment[part], new: wanted[part] }]),
  );
