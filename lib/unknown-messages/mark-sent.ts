import { apart, type OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import { lockUnderway } from "@/lib/delivery/queries";
import { settle } from "@/lib/delivery/record-outcomes";
import { LEASE_SECONDS, STOP_WORDS, stopOf } from "@/lib/delivery/rules";
import { insertAttempts } from "@/lib/delivery/store";
import { getMessage, lockMessage } from "@/lib/sending/queries";
import { requireMayStop, requireWaiting } from "@/lib/sending/rules";
import { type Message, messageIdInputSchema } from "@/lib/sending/schema";

/**
 * A person's word that they sent a message by hand, on a channel where nothing sends by itself: from now on it is a touch, in the slot that it
 * held. CONFLICT for an email, for what a provider sends, before its time, and when the do-not-contact list or consent stands against it.
 */
export const markSent = defineCommand({
  name: "markSent",
  permission: "communications:write",
  input: messageIdInputSchema,
  run: async (tx, { id }, ctx): Promise<Message> => {
    const { channel, scheduled_for: at, ...message } = await lockMessage(tx, id);
    requireMayStop(message, ctx.actor);
    requireWaiting(message);
    if (channel === "email" || (await leavesByItself(tx, channel, message.user_id)))
      throw new AppError("CONFLICT", "This message leaves by itself at its time. There is nothing to note.");
    if (at && at > ctx.now)
      throw new AppError(
        "CONFLICT",
        "It is not time for this message yet. Cancel it and write it anew to send it sooner.",
      );
    const claim = { id, worker: `by hand ${ctx.actor.userId}`, mailboxId: null, transport: "hand", fromAddress: null };
    const lease = { at: ctx.now, until: plusSeconds(ctx.now, LEASE_SECONDS) };
    await apart(tx, (inner) => insertAttempts(inner, [claim], lease)).catch((error: unknown) => {
      const stop = stopOf(error);
      throw stop ? new AppError("CONFLICT", STOP_WORDS[stop]) : error;
    });
    const underway = await lockUnderway(tx, id);
    if (underway) await settle(tx, underway, { kind: "sent", response: `${ctx.actor.name} sent it by hand.` }, ctx);
    return getMessage(tx, id, ctx.actor.userId);
  },
});

async function leavesByItself(tx: OrgTx, channel: string, userId: string | null): Promise<boolean> {
  const rows = await tx.sql`
    select from mailboxes where channel = ${channel} and state <> 'disconnected' and (user_id = ${userId} or is_default) limit 1`;
  return rows.length > 0;
}
