import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { getTag } from "./queries";
import { createTagInputSchema, type Tag } from "./schema";
import { insertTags } from "./store";

/** Adds a tag that no lead has yet. */
export const createTag = defineCommand({
  name: "createTag",
  permission: "tags:write",
  input: createTagInputSchema,
  run: async (tx, { name, colour }, ctx): Promise<Tag> => {
    const [id] = await insertTags(tx, [{ id: newId(), name, colour, at: ctx.now }]);
    if (!id) throw new AppError("CONFLICT", `There is a tag "${name}" already. Use that one.`);
    await emit(tx, ctx, [{ kind: "tag.created", subjects: { tag_id: id }, payload: { name, colour } }]);
    return getTag(tx, id);
  },
});
