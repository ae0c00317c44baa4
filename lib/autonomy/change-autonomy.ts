import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getAutonomy } from "./queries";
import { type Autonomy, changeAutonomyInputSchema } from "./schema";
import { saveAutonomy } from "./store";

/** Says how far suggestions about one's own leads go by themselves. What an admin allows at most holds beside it. */
export const changeAutonomy = defineCommand({
  name: "changeAutonomy",
  permission: "suggestions:write",
  input: changeAutonomyInputSchema,
  run: async (tx, change, ctx): Promise<Autonomy> => {
    const { userId } = ctx.actor;
    await saveAutonomy(tx, userId, change, { by: userId, at: ctx.now });
    await emit(tx, ctx, [{ kind: "autonomy.changed", subjects: { user_id: userId }, payload: { change } }]);
    return getAutonomy(tx, userId, ctx.now);
  },
});
