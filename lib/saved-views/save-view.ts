import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { countOwnViews, findTeamOf, getSavedView } from "./queries";
import { checkRoom, sharedTeam } from "./rules";
import { type SavedView, saveViewInputSchema } from "./schema";
import { insertView } from "./store";

/** Keeps filters, order and columns under a name, for oneself, one's team or everybody. */
export const saveView = defineCommand({
  name: "saveView",
  permission: "leads:write",
  input: saveViewInputSchema,
  run: async (tx, { name, visibility, query }, ctx): Promise<SavedView> => {
    const { userId } = ctx.actor;
    checkRoom(await countOwnViews(tx, userId));
    const teamId = sharedTeam(visibility, visibility === "team" ? await findTeamOf(tx, userId) : null);
    const id = newId();
    const stored = await insertView(tx, { id, ownerId: userId, name, visibility, teamId, query, at: ctx.now });
    if (!stored) throw nameTaken(name);
    const subjects = { view_id: id };
    await emit(tx, ctx, [{ kind: "view.saved", subjects, payload: { name, visibility, query } }]);
    return getSavedView(tx, id, ctx.actor);
  },
});

/** CONFLICT that names the view. */
export const nameTaken = (name: string) =>
  new AppError("CONFLICT", `There is a view named “${name}” already. Choose another name, or change that view.`);
