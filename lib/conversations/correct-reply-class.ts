import type { OrgTx } from "@/db/tenant";
import { normalizeEmail, normalizePhone } from "@/lib/contact-points/rules";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { lockLead } from "@/lib/leads/store";
import { recordSaidOptOut } from "@/lib/opt-outs/record-opt-outs";
import type { ReplyClass } from "@/lib/reply-classes/schema";
import { updateReplyClassBy } from "@/lib/threads/store";
import { correctReplyClassInputSchema } from "./schema";

/** A person says what their answers in a conversation come to; no rule changes it afterwards. That they want to be left alone holds at once. */
export const correctReplyClass = defineCommand({
  name: "correctReplyClass",
  permission: "communications:write",
  input: correctReplyClassInputSchema,
  run: async (tx, { thread_id, reply_class }, ctx): Promise<{ thread_id: string; reply_class: ReplyClass }> => {
    const [thread] = await tx.sql<{ lead_id: string; reply_class: string | null }[]>`
      select t.lead_id, t.reply_class from threads t join leads l on l.org_id = t.org_id and l.id = t.lead_id and l.deleted_at is null
      where t.id = ${thread_id}`;
    if (!thread) throw notFound("conversation");
    await lockLead(tx, thread.lead_id);
    if (reply_class === "unsubscribe") await stopContact(tx, { threadId: thread_id, leadId: thread.lead_id }, ctx);
    await updateReplyClassBy(tx, thread_id, { replyClass: reply_class, by: ctx.actor.userId, at: ctx.now });
    const payload = {
      lead_id: thread.lead_id,
      thread_id,
      changes: { reply_class: { old: thread.reply_class, new: reply_class } },
    };
    await emit(tx, ctx, [
      { kind: "lead.changed", leadId: thread.lead_id, subjects: { lead_id: thread.lead_id, thread_id }, payload },
    ]);
    return { thread_id, reply_class };
  },
});

type Newest = {
  id: string;
  channel: string;
  subject: string | null;
  body: string | null;
  from_address: string | null;
  parent_id: string | null;
};

/** Their newest message of the conversation is the one that asks. */
async function stopContact(tx: OrgTx, { threadId, leadId }: { threadId: string; leadId: string }, ctx: Context) {
  const [newest] = await tx.sql<Newest[]>`
    select id, channel, subject, body, from_address, parent_id from communications
    where thread_id = ${threadId} and direction = 'inbound' and mail_kind is null order by occurred_at desc, id desc limit 1`;
  if (!newest) return;
  const { id, channel, subject, body, parent_id: answeredId } = newest;
  const address = addressOf(channel, newest.from_address, ctx);
  await recordSaidOptOut(tx, { id, leadId, channel, subject, body, address, answeredId }, ctx);
}

function addressOf(channel: string, from: string | null, { defaultRegion }: Context) {
  if (!from || (channel !== "email" && channel !== "sms")) return null;
  const kind = channel === "sms" ? ("phone" as const) : ("email" as const);
  const normal = kind === "phone" ? normalizePhone(from, defaultRegion) : normalizeEmail(from);
  return normal.ok ? { kind, value: normal.norm } : null;
}
