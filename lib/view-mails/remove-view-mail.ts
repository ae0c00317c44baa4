import { defineCommand } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { removeViewMailInputSchema } from "./schema";
import { deleteViewMail } from "./store";

/** No more mail about that view. */
export const removeViewMail = defineCommand({
  name: "removeViewMail",
  permission: "analytics:read",
  input: removeViewMailInputSchema,
  run: async (tx, { id }, ctx) => {
    const user_id = ctx.actor.userId;
    if (!(await deleteViewMail(tx, id, user_id))) throw notFound("view by mail");
    await emit(tx, ctx, [{ kind: "view_mail.removed", subjects: { user_id }, payload: { id } }]);
    return { id };
  },
});
