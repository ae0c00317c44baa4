import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getAutonomy } from "./queries";
import { type Autonomy, changeAutonomyInputSchema } from "./schema";
import { saveAutonomy } from "./store";

/** Says how far suggestions go by themselves at most, for everybody. It holds at once, whatever anybody wished. */
export const changeCeiling = defineCommand({
  name: "changeCeiling",
  permission: "settings:write",
  input: changeAutonomyInputSchema,
  run: async (tx, change, ctx): Promise<Autonomy> => {
    await saveAutonomy(tx, null, change, { by: ctx.actor.userId, at: ctx.now });
    await emit(tx, ctx, [{ kind: "autonomy.ceiling_changed", payload: { change } }]);
    return getAutonomy(tx, ctx.actor.userId, ctx.now);
  },
});
