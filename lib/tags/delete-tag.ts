import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { lockTags } from "./queries";
import { tagIdInputSchema } from "./schema";
import { deleteTags } from "./store";

/** Takes a tag away from every lead that has it, and then altogether. */
export const deleteTag = defineCommand({
  name: "deleteTag",
  permission: "tags:write",
  input: tagIdInputSchema,
  run: async (tx, { tag_id }, ctx) => {
    const [tag] = await lockTags(tx, [tag_id]);
    const leads = await deleteTags(tx, [tag_id]);
    await emit(tx, ctx, [{ kind: "tag.deleted", subjects: { tag_id }, payload: { name: tag?.name, leads } }]);
    return { tag_id, name: tag?.name ?? "", leads };
  },
});
