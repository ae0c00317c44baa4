import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getSource } from "./queries";
import { type Source, updateSourceInputSchema } from "./schema";
import { updateSourceColumns } from "./store";

/** Gives a source another name or place in the tree. Leads keep the words they came with. */
export const updateSource = defineCommand({
  name: "updateSource",
  permission: "sources:write",
  input: updateSourceInputSchema,
  run: async (tx, { source_id, ...given }, ctx): Promise<Source> => {
    const source = await getSource(tx, source_id);
    if (given.parent_id) await getSource(tx, given.parent_id);
    const wanted = {
      name: given.name ?? source.name,
      parent_id: given.parent_id === undefined ? source.parent_id : given.parent_id,
    };
    const changes = Object.fromEntries(
      (["name", "parent_id"] as const)
        .filter((part) => source[part] !== wanted[part])
        .map((part) => [part, { old: source[part], new: wanted[part] }]),
    );
    if (Object.keys(changes).length === 0) return source;
    await updateSourceColumns(tx, source_id, wanted, ctx.now);
    await emit(tx, ctx, [{ kind: "source.changed", subjects: { source_id }, payload: { changes } }]);
    return getSource(tx, source_id);
  },
});
