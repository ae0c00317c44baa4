import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { emit } from "@/lib/events/emit";
import { lockLeads } from "@/lib/leads/store";
import { findMatch, type Match } from "./match-queries";
import type { StoredMail } from "./queries";
import { recordReport } from "./report-store";
import type { ReceivedOutcome } from "./schema";
import { updateArrival } from "./store";
import { insertReply } from "./touch-store";

/** What a kept message means, by its kind, as far as it can be told whose it is. `decided`: a person said whose. */
export async function recordArrival(
  tx: OrgTx,
  mail: StoredMail,
  ctx: Context,
  decided?: string,
): Promise<ReceivedOutcome> {
  if (mail.kind === "bounce" || mail.kind === "complaint") return recordReport(tx, mail, ctx);
  const found = await findMatch(tx, { from: mail.from_norm ?? "", named: mail.named });
  const match =
    decided === undefined
      ? found
      : { leadId: decided, answeredId: found?.leadId === decided ? found.answeredId : null };
  if (match === null) return "unmatched";
  const [lead] = await lockLeads(tx, [match.leadId]);
  if (!lead) return "unmatched";
  const by = decided === undefined ? (found?.by ?? "address") : "person";
  if (mail.kind !== "human" && mail.kind !== "list") {
    await recordAutomatic(tx, mail, match, by, ctx);
    return "automatic";
  }
  const { communicationId, threadId } = await insertReply(tx, mail, match, lead, ctx);
  await updateArrival(
    tx,
    { id: mail.id, leadId: lead.id, by, communicationId, threadId, aboutId: match.answeredId },
    ctx.now,
  );
  return "reply";
}

/** An automatic answer is kept beside the conversation it belongs to; it answers nothing and moves nothing. */
async function recordAutomatic(
  tx: OrgTx,
  mail: StoredMail,
  match: Pick<Match, "leadId" | "answeredId">,
  by: Match["by"] | "person",
  ctx: Context,
): Promise<void> {
  const { leadId, answeredId } = match;
  const [about] = answeredId
    ? await tx.sql<{ thread_id: string | null }[]>`select thread_id from communications where id = ${answeredId}`
    : [];
  await updateArrival(
    tx,
    { id: mail.id, leadId, by, aboutId: answeredId, threadId: about?.thread_id ?? null },
    ctx.now,
  );
  const subjects = {
    lead_id: leadId,
    inbound_message_id: mail.id,
    ...(answeredId && { communication_id: answeredId }),
  };
  const payload = {
    lead_id: leadId,
    kind: mail.kind,
    return_date: mail.return_date,
    at: mail.occurred_at.toISOString(),
  };
  await emit(tx, ctx, [
    { kind: mail.kind === "out_of_office" ? "lead.away" : "lead.auto_replied", leadId, subjects, payload },
  ]);
}
