import { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { findTextedTo } from "@/lib/arrivals/match-queries";
import type { ReceivedMail } from "@/lib/arrivals/schema";
import { insertArrivals } from "@/lib/arrivals/store";
import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { recordStoppedTexts } from "@/lib/opt-outs/record-stopped-texts";
import { detectOptOut } from "@/lib/opt-outs/rules";
import { recordArrivals } from "./record-arrivals";

const receiveTextInputSchema = z.strictObject({
  mailbox_id: z.uuid(),
  /** the provider's id: the same one is the same text */
  sid: z.string().min(1).max(200),
  from: z.string(),
  from_norm: z.string().nullable(),
  to: z.string(),
  body: z.string(),
  is_person: z.boolean(),
  is_stop: z.boolean(),
});
type Given = z.output<typeof receiveTextInputSchema>;

/**
 * A text that came in, once, however often it is told: an answer at the lead whose number it came from, or in the unmatched queue. Who asks
 * to be left alone is, in the same transaction.
 */
export const receiveText = defineCommand({
  name: "receiveText",
  permission: "communications:write",
  input: receiveTextInputSchema,
  run: async (tx, given, ctx): Promise<{ stored: boolean }> => {
    const messageId = idOf(given.sid);
    const known = await tx.sql`select from inbound_messages where message_id = ${messageId} limit 1`;
    if (known.length > 0) return { stored: false };
    const mail = await mailOf(tx, given, messageId, ctx.now);
    const arriving = { mail, channel: "sms" as const, mailboxId: given.mailbox_id, userId: null, userName: null };
    const [stored] = await insertArrivals(tx, [arriving], ctx.now);
    if (!stored) return { stored: false };
    await recordArrivals(tx, [stored], ctx);
    const isHeard = detectOptOut({ channel: "sms", subject: null, body: given.body }) !== null;
    if (given.is_stop && !isHeard && given.from_norm)
      await emit(tx, ctx, await recordStoppedTexts(tx, given.from_norm, ctx));
    return { stored: true };
  },
});

// Texts have no Message-ID, and name nothing. What goes back and forth with one number is one conversation, whatever came first.
const idOf = (sid: string) => `${sid}@text.invalid`;
const conversationOf = (norm: string) => `${norm}@texts.invalid`;

async function mailOf(tx: OrgTx, given: Given, messageId: string, now: Date): Promise<ReceivedMail> {
  const { from, from_norm: norm, to, body, is_person } = given;
  const answered = norm === null ? null : await findTextedTo(tx, norm, now);
  return {
    message_id: messageId,
    in_reply_to: answered === null ? [] : [answered],
    references: norm === null ? [] : [conversationOf(norm)],
    from: { email: from, norm: norm ?? "", name: "" },
    to: to === "" ? [] : [{ email: to, norm: to, name: "" }],
    cc: [],
    bcc: [],
    at: now,
    list_post: [],
    is_list: false,
    subject: "",
    text: body,
    html: null,
    kind: is_person ? "human" : "other",
    evidence: is_person ? "a text from a phone number" : "a text from a sender without a phone number",
    recipient: null,
    hard: null,
    return_date: null,
    about_message_id: null,
  };
}
