import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { getSource } from "./queries";
import { createSourceInputSchema, type Source } from "./schema";
import { insertSources } from "./store";

/** Adds a source before any lead came from it; leads that bring its words are counted to it from then on. */
export const createSource = defineCommand({
  name: "createSource",
  permission: "sources:write",
  input: createSourceInputSchema,
  run: async (tx, { name, arrives_as, parent_id }, ctx): Promise<Source> => {
    if (parent_id) await getSource(tx, parent_id);
    const arrivesAs = arrives_as ?? name;
    const [id] = await insertSources(tx, [{ id: newId(), name, arrivesAs, parentId: parent_id, at: ctx.now }]);
    if (!id) throw new AppError("CONFLICT", `"${arrivesAs}" means a source already. Use that one, or rename it.`);
    await emit(tx, ctx, [{ kind: "source.created", subjects: { source_id: id }, payload: { name, arrives_as } }]);
    return getSource(tx, id);
  },
});
