import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getSavedView, lockView } from "./queries";
import { checkChanger } from "./rules";
import { nameTaken } from "./save-view";
import { type SavedView, viewIdInputSchema } from "./schema";
import { updateViewColumns } from "./store";

/** Brings a deleted view back as it was. */
export const restoreView = defineCommand({
  name: "restoreView",
  permission: "leads:write",
  input: viewIdInputSchema,
  run: async (tx, { view_id }, ctx): Promise<SavedView> => {
    const view = await lockView(tx, view_id, ctx.actor, { deleted: true });
    checkChanger(ctx.actor, view.owner);
    if (!(await updateViewColumns(tx, view_id, { deleted_at: null }, ctx.now))) throw nameTaken(view.name);
    await emit(tx, ctx, [{ kind: "view.restored", subjects: { view_id }, payload: { name: view.name } }]);
    return getSavedView(tx, view_id, ctx.actor);
  },
});
