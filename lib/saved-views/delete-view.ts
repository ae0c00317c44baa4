import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { lockView } from "./queries";
import { checkChanger } from "./rules";
import { viewIdInputSchema } from "./schema";
import { updateViewColumns } from "./store";

/** Takes a view away for everybody; it can be brought back. */
export const deleteView = defineCommand({
  name: "deleteView",
  permission: "leads:write",
  input: viewIdInputSchema,
  run: async (tx, { view_id }, ctx) => {
    const view = await lockView(tx, view_id, ctx.actor);
    checkChanger(ctx.actor, view.owner);
    await updateViewColumns(tx, view_id, { deleted_at: ctx.now }, ctx.now);
    await emit(tx, ctx, [{ kind: "view.deleted", subjects: { view_id }, payload: { name: view.name } }]);
    return { view_id };
  },
});
