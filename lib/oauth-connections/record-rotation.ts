import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { plusSeconds } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { lockMailbox } from "@/lib/mailboxes/queries";
import { updateMailbox } from "@/lib/mailboxes/store";
import { reconnectWords } from "./rules";
import { revokeConnection, rotateTokens, updateRotation } from "./store";

/** A token endpoint that did not answer is asked again no sooner. */
const restSeconds = 5;

const held = { mailbox_id: z.uuid(), id: z.uuid(), generation: z.number().int(), by: z.string() };

/**
 * What became of an exchange of tokens. New ones take the place of the old; a grant that is no more pauses its mailbox and says what to do;
 * anything else is tried again soon.
 */
export const recordRotation = defineCommand({
  name: "recordRotation",
  permission: "mailboxes:read",
  input: z.discriminatedUnion("became", [
    z.strictObject({
      ...held,
      became: z.literal("tokens"),
      access_token: z.string(),
      refresh_token: z.string(),
      expires_in: z.number(),
    }),
    z.strictObject({ ...held, became: z.literal("revoked"), name: z.string() }),
    z.strictObject({ ...held, became: z.literal("later") }),
  ]),
  run: async (tx, input, ctx): Promise<{ held: boolean }> => {
    if (input.became === "later") {
      await updateRotation(tx, input, plusSeconds(ctx.now, restSeconds), ctx.now);
      return { held: true };
    }
    if (input.became === "tokens") {
      const tokens = { access_token: input.access_token, refresh_token: input.refresh_token };
      const given = { tokens, expiresAt: plusSeconds(ctx.now, input.expires_in) };
      return { held: await rotateTokens(tx, input, given, ctx.now) };
    }
    const mailbox = await lockMailbox(tx, input.mailbox_id);
    if (!(await revokeConnection(tx, input, ctx.now))) return { held: false };
    const reason = reconnectWords(input.name);
    const pause = { state: "paused", paused_at: ctx.now, paused_reason: reason, paused_by: null };
    const settings = { ...mailbox.settings, paused_for: "grant" };
    if (mailbox.state === "active") await updateMailbox(tx, mailbox.id, { ...pause, settings }, { at: ctx.now });
    const author = { ...ctx, actor: { ...ctx.actor, userId: ctx.actor.userId || null } };
    await emit(tx, author, [{ kind: "sending.paused", subjects: { mailbox_id: mailbox.id }, payload: { reason } }]);
    return { held: true };
  },
});
