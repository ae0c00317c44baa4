import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { publicAddress } from "@/lib/core/public-address";
import { dayIn } from "@/lib/core/time";
import { getMorning } from "@/lib/member-mail/queries";
import { nextMorningOf } from "@/lib/member-mail/rules";
import { insertMemberMail } from "@/lib/member-mail/store";
import { countUntold } from "./digest-queries";
import { DIGEST_LINES, digestText } from "./digest-rules";
import { lockDueDigest, moveDigest } from "./digest-store";
import { listMutes, listNotifications } from "./queries";

/**
 * Puts what a member was told since their last digest and has not read into the post, once a day by their own clock: the mail's key says
 * the day, so that no second one of that day can be stored. With nothing unread none goes out.
 */
export const composeDigest = defineCommand({
  name: "composeDigest",
  permission: "notifications:read",
  input: z.strictObject({}),
  run: async (tx, _, ctx) => {
    const { userId } = ctx.actor;
    const due = await lockDueDigest(tx, userId, ctx.now);
    if (!due) return { posted: false };
    const since = due.told_position;
    const { unread, position } = await countUntold(tx, userId, since);
    if (unread === 0) {
      await moveDigest(tx, { userId, told: position, nextAt: null }, ctx.now);
      return { posted: false };
    }
    const { zone } = await getMorning(tx, userId);
    const wanted = { since, muted: await listMutes(tx, userId) };
    const { data } = await listNotifications(tx, ctx, { unread: "true", limit: DIGEST_LINES }, wanted);
    const [subject, text] = digestText(data, unread, publicAddress());
    const key = `digest ${dayIn(ctx.now, zone)}`;
    const posted = await insertMemberMail(tx, { user_id: userId, key, subject, text }, ctx.now);
    // Whoever has moved to another zone may have had that day's already: then it is tomorrow's.
    const next = posted ? { told: position, nextAt: null } : { told: since, nextAt: nextMorningOf(ctx.now, zone) };
    await moveDigest(tx, { userId, ...next }, ctx.now);
    return { posted };
  },
});
