import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getMorning } from "@/lib/member-mail/queries";
import { nextMorning } from "./rules";
import { saveViewMailInputSchema, type ViewMail } from "./schema";
import { putViewMail } from "./store";
import { filtersOf, maySee } from "./view-queries";

/** A page of figures with its filters by mail to myself, every day, week or month. */
export const saveViewMail = defineCommand({
  name: "saveViewMail",
  permission: "analytics:read",
  input: saveViewMailInputSchema,
  run: async (tx, { view, query, frequency }, ctx): Promise<ViewMail> => {
    const user_id = ctx.actor.userId;
    const { zone, week_start } = await getMorning(tx, user_id);
    const next_at = nextMorning(frequency, ctx.now, zone, week_start);
    const asked = filtersOf(view, query);
    if (!(await maySee(tx, ctx, view, asked)))
      throw new AppError("FORBIDDEN", "This page is for managers. Ask one of your organization.");
    const filters = new URLSearchParams(asked).toString();
    const stored = await putViewMail(tx, { user_id, view, query: filters, frequency, next_at }, ctx.now);
    await emit(tx, ctx, [{ kind: "view_mail.saved", subjects: { user_id }, payload: { view, frequency } }]);
    return { ...stored, next_at: stored.next_at.toISOString() };
  },
});
