import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { findTagByName, getTag, lockTags } from "./queries";
import { type Tag, updateTagInputSchema } from "./schema";
import { updateTagColumns } from "./store";

/** Gives a tag another name or colour, on every lead that has it. A name that is taken is a merge, which says so. */
export const updateTag = defineCommand({
  name: "updateTag",
  permission: "tags:write",
  input: updateTagInputSchema,
  run: async (tx, { tag_id, ...given }, ctx): Promise<Tag> => {
    const [tag] = await lockTags(tx, [tag_id]);
    if (!tag) throw new Error("A locked tag is there");
    const wanted = { name: given.name ?? tag.name, colour: given.colour === undefined ? tag.colour : given.colour };
    if (wanted.name !== tag.name && (await findTagByName(tx, wanted.name))) {
      throw new AppError("CONFLICT", `There is a tag "${wanted.name}" already. Merge this one into it instead.`);
    }
    const changes = Object.fromEntries(
      (["name", "colour"] as const)
        .filter((part) => tag[part] !== wanted[part])
        .map((part) => [part, { old: tag[part], new: wanted[part] }]),
    );
    if (Object.keys(changes).length > 0) {
      await updateTagColumns(tx, tag_id, wanted, ctx.now);
      await emit(tx, ctx, [{ kind: "tag.changed", subjects: { tag_id }, payload: { changes } }]);
    }
    return getTag(tx, tag_id);
  },
});
