import { defineCommand } from "@/lib/core/command";
import { publicAddress } from "@/lib/core/public-address";
import { getMorning } from "@/lib/member-mail/queries";
import { insertMemberMail } from "@/lib/member-mail/store";
import { daysToTell, nextMorning, periodTold, tellAnswer } from "./rules";
import { composeViewMailInputSchema } from "./schema";
import { lockDueView, moveViewMail } from "./store";
import { filtersOf, maySee, views } from "./view-queries";

/**
 * Puts a view whose morning has come into the post to the member who asks, with what they may see now (nothing when that is no longer theirs to see), and turns to the next morning: both
 * in one transaction, so that each period is told once.
 */
export const composeViewMail = defineCommand({
  name: "composeViewMail",
  permission: "analytics:read",
  input: composeViewMailInputSchema,
  run: async (tx, { id }, ctx) => {
    const user_id = ctx.actor.userId;
    const due = await lockDueView(tx, id, user_id, ctx.now);
    if (!due) return { posted: false };
    const { view, query, frequency } = due;
    const { zone, week_start } = await getMorning(tx, user_id);
    const days = daysToTell(frequency, ctx.now, ctx.timezone);
    const filters = filtersOf(view, query);
    const next = nextMorning(frequency, ctx.now, zone, week_start);
    if (!(await maySee(tx, ctx, view, filters))) {
      await moveViewMail(tx, id, next, ctx.now);
      return { posted: false };
    }
    const { title, get, fits } = views[view];
    const asked = [{ ...filters, ...days, compare: "previous" }, { ...filters, ...days }, filters].find(fits) ?? {};
    const answer = { ...(await get(tx, ctx, asked)) };
    const { figures, files } = tellAnswer(view, answer);
    const link = `${publicAddress()}/analytics/${view}?${new URLSearchParams({ ...filters, ...days })}`;
    const period = periodTold(answer, days);
    const lines = figures.map(([name, value]) => `${name}: ${value}`);
    const text = [
      `${title}, ${period}`,
      "",
      ...lines,
      "",
      link,
      "",
      `To get no more of these: ${publicAddress()}/settings/notifications`,
    ];
    const mail = {
      user_id,
      key: `view ${id} ${days.to_date}`,
      subject: `${title}, ${period}`,
      text: text.join("\n"),
      files,
    };
    const posted = await insertMemberMail(tx, mail, ctx.now);
    await moveViewMail(tx, id, next, ctx.now);
    return { posted };
  },
});
