import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getSavedView } from "./queries";
import { setDefaultViewInputSchema } from "./schema";
import { setHabitView } from "./store";

/** With which view the list opens for who asks; null: with all leads. */
export const setDefaultView = defineCommand({
  name: "setDefaultView",
  permission: "leads:read",
  input: setDefaultViewInputSchema,
  run: async (tx, { view_id }, ctx) => {
    const view = view_id === null ? null : await getSavedView(tx, view_id, ctx.actor);
    await setHabitView(tx, ctx.actor.userId, view_id, ctx.now);
    const subjects: Record<string, string> = view ? { view_id: view.id } : {};
    await emit(tx, ctx, [{ kind: "view.made_default", subjects, payload: { name: view?.name ?? null } }]);
    return { view_id };
  },
});
