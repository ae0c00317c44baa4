import { z } from "zod";
import { lockTouch } from "@/lib/communications/queries";
import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { recordSaidOptOut } from "@/lib/opt-outs/record-opt-outs";
import { type ReplyClass, replyClassSchema } from "@/lib/reply-classes/schema";

type Row = { reply_class: string | null; body: string | null; thread_id: string | null };

/** A person says what an answer comes to that was logged by hand. That they want to be left alone holds at once. */
export const correctTouchClass = defineCommand({
  name: "correctTouchClass",
  permission: "communications:write",
  input: z.strictObject({ contact_id: z.uuid(), reply_class: replyClassSchema }),
  run: async (tx, { contact_id, reply_class }, ctx): Promise<{ contact_id: string; reply_class: ReplyClass }> => {
    const touch = await lockTouch(tx, contact_id);
    const [row] = await tx.sql<Row[]>`
      select reply_class, body, thread_id from communications where id = ${touch.id}`;
    if (touch.direction !== "inbound" || row?.thread_id)
      throw invalid("contact_id", "This is said of an answer that was logged by hand. Of others, say it in the inbox.");
    const { id, lead_id: leadId, channel, subject } = touch;
    if (reply_class === "unsubscribe")
      await recordSaidOptOut(tx, { id, leadId, channel, subject, body: row?.body ?? null }, ctx);
    await tx.sql`
      update communications set reply_class = ${reply_class}, reply_evidence = null, reply_class_by = ${ctx.actor.userId}, updated_at = ${ctx.now}
      where id = ${id}`;
    const changes = { reply_class: { old: row?.reply_class ?? null, new: reply_class } };
    const subjects = { lead_id: leadId, communication_id: id };
    await emit(tx, ctx, [{ kind: "lead.changed", leadId, subjects, payload: { lead_id: leadId, changes } }]);
    return { contact_id: id, reply_class };
  },
});
