import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { lockMailbox } from "./queries";
import { isOfThisSignIn, mendedSignIn, refusedWords } from "./rules";
import { updateMailbox } from "./store";

/**
 * What became of a worker's sign-in to a mailbox's server. Refused, the mailbox stands still and its owner is told what to do; what waits keeps
 * its place and its tries. When reading was refused and works again, it goes on by itself: nothing has to be sent to find that out.
 */
export const recordSignIn = defineCommand({
  name: "recordSignIn",
  permission: "communications:write",
  input: z.strictObject({
    mailbox_id: z.uuid(),
    /** of the mailbox, when its sign-in was read */
    version: z.number().int(),
    way: z.enum(["sending", "reading"]),
    /** what the server said; null: it let us in */
    refused: z.string().nullable(),
  }),
  run: async (tx, { mailbox_id: id, version, way, refused }, ctx): Promise<{ changed: boolean }> => {
    const mailbox = await lockMailbox(tx, id);
    const author = { ...ctx, actor: { ...ctx.actor, userId: ctx.actor.userId || null } };
    const subjects = { mailbox_id: id };
    if (refused === null) {
      if (mailbox.state !== "paused" || mailbox.settings.paused_for !== way) return { changed: false };
      await updateMailbox(tx, id, mendedSignIn(mailbox), { at: ctx.now });
      await emit(tx, author, [{ kind: "sending.resumed", subjects, payload: {} }]);
      return { changed: true };
    }
    if (mailbox.state !== "active" || !isOfThisSignIn(mailbox, version)) return { changed: false };
    const reason = refusedWords(mailbox, way, refused);
    const pause = { state: "paused", paused_at: ctx.now, paused_reason: reason, paused_by: null };
    const settings = { ...mailbox.settings, paused_for: way };
    await updateMailbox(tx, id, { ...pause, settings }, { at: ctx.now });
    await emit(tx, author, [{ kind: "sending.paused", subjects, payload: { reason } }]);
    return { changed: true };
  },
});
