import { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { lockStored, type StoredMail } from "@/lib/arrivals/queries";
import { updateKind } from "@/lib/arrivals/store";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { invalid } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { lockLeads } from "@/lib/leads/store";
import { type MailKind, mailKindSchema } from "@/lib/mail-kinds/schema";
import { unmarkBounced } from "@/lib/mail-reports/report-store";
import { linkAnswers } from "@/lib/threads/link-answers";
import { updateReplyClasses } from "@/lib/threads/store";
import { recordArrivals } from "./record-arrivals";

const isPersons = (kind: MailKind) => kind === "human" || kind === "list";

/**
 * A person says what kind of mail it is. What it meant as the old kind is taken back and what it means as the new one holds: an answer is
 * counted or no longer, an address marked or not. A status and an entry on the list stay: those have their own way back.
 */
export const correctKind = defineCommand({
  name: "correctKind",
  permission: "communications:write",
  input: z.strictObject({ id: z.uuid(), kind: mailKindSchema }),
  run: async (tx, { id, kind }, ctx): Promise<{ id: string; kind: MailKind; lead_id: string | null }> => {
    const mail = await lockStored(tx, id, ctx.actor);
    if (kind === mail.kind) return { id, kind, lead_id: mail.lead_id };
    if ((kind === "bounce" || kind === "complaint") && mail.recipient === null && mail.about_message_id === null)
      throw invalid("kind", "This message names no address that failed or complained. Choose another kind.");
    if (mail.lead_id) await lockLeads(tx, [mail.lead_id]);
    await updateKind(tx, id, { kind, by: ctx.actor.userId, at: ctx.now });
    if (mail.kind === "bounce") await unmarkBounced(tx, { ...mail, kind }, ctx.now);
    if (mail.communication_id) await recount(tx, { ...mail, kind }, mail.communication_id, ctx);
    else if (mail.state !== "dismissed") await recordArrivals(tx, [{ ...mail, kind }], ctx, { leadId: mail.lead_id });
    const subjects = { inbound_message_id: id, ...(mail.lead_id && { lead_id: mail.lead_id }) };
    const payload = { id, kind: { old: mail.kind, new: kind } };
    await emit(tx, ctx, [
      { kind: "inbound_message.corrected", ...(mail.lead_id && { leadId: mail.lead_id }), subjects, payload },
    ]);
    return { id, kind, lead_id: mail.lead_id };
  },
});

/** It is in the ledger, where it stays: it counts as an answer, or as none. */
async function recount(tx: OrgTx, mail: StoredMail, communicationId: string, ctx: Context): Promise<void> {
  const mailKind = isPersons(mail.kind) ? null : mail.kind;
  await tx.sql`update communications set mail_kind = ${mailKind}, updated_at = ${ctx.now} where id = ${communicationId}`;
  if (mail.thread_id) {
    await linkAnswers(tx, [mail.thread_id], ctx.now);
    await updateReplyClasses(tx, [mail.thread_id], ctx.now);
  }
  if (mail.kind === "bounce" || mail.kind === "complaint")
    await recordArrivals(tx, [mail], ctx, { leadId: mail.lead_id });
}
