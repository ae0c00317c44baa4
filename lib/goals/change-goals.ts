import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { getGoals } from "./queries";
import { changeGoalsInputSchema, type Goals } from "./schema";
import { updateGoals } from "./store";

/** Sets what somebody wants to reach in a day, for themselves; colleagues see it only when they share it. */
export const changeGoals = defineCommand({
  name: "changeGoals",
  permission: "profile:write",
  input: changeGoalsInputSchema,
  run: async (tx, given, ctx): Promise<Goals> => {
    const { userId } = ctx.actor;
    await updateGoals(tx, userId, given, ctx.now);
    // The figures themselves are nobody's business but theirs.
    await emit(tx, ctx, [
      { kind: "member.goals_changed", subjects: { user_id: userId }, payload: { changed: Object.keys(given) } },
    ]);
    return getGoals(tx, ctx);
  },
});
