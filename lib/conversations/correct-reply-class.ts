import { defineCommand } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import type { ReplyClass } from "@/lib/threads/schema";
import { updateReplyClassBy } from "@/lib/threads/store";
import { correctReplyClassInputSchema } from "./schema";

/** A person says what their answers in a conversation come to; no rule changes it afterwards. */
export const correctReplyClass = defineCommand({
  name: "correctReplyClass",
  permission: "communications:write",
  input: correctReplyClassInputSchema,
  run: async (tx, { thread_id, reply_class }, ctx): Promise<{ thread_id: string; reply_class: ReplyClass }> => {
    const [thread] = await tx.sql<{ lead_id: string; reply_class: string | null }[]>`
      select t.lead_id, t.reply_class from threads t join leads l on l.org_id = t.org_id and l.id = t.lead_id and l.deleted_at is null
      where t.id = ${thread_id} for no key update of t`;
    if (!thread) throw notFound("conversation");
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
