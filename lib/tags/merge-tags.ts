import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getTag, lockTags } from "./queries";
import { mergeTagsInputSchema, type Tag } from "./schema";
import { deleteTags, moveTaggings } from "./store";

/** Every lead of the one tag has the other instead, and the one is gone. Who tags a lead meanwhile comes before it or after it, never between. */
export const mergeTags = defineCommand({
  name: "mergeTags",
  permission: "tags:write",
  input: mergeTagsInputSchema,
  run: async (tx, { tag_id, into_id }, ctx): Promise<Tag> => {
    if (tag_id === into_id) throw invalid("into_id", "A tag cannot be merged into itself. Choose another.");
    const tags = await lockTags(tx, [tag_id, into_id]);
    const name = (id: string) => tags.find((one) => one.id === id)?.name;
    const moved = await moveTaggings(tx, tag_id, into_id);
    const had = await deleteTags(tx, [tag_id]);
    await emit(tx, ctx, [
      {
        kind: "tag.merged",
        subjects: { tag_id: into_id, merged_id: tag_id },
        payload: { name: name(tag_id), into: name(into_id), leads: had, given: moved },
      },
    ]);
    return getTag(tx, into_id);
  },
});
