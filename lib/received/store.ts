import { createHash } from "node:crypto";
import type { OrgTx } from "@/db/tenant";
import { newId } from "@/lib/core/ids";
import type { Match } from "./match-queries";
import { isSameMessage, squeezed } from "./rules";
import type { MailPlace, ReceivedMail } from "./schema";

export type Arrival = { id: string; repeatsId: boolean };

/** Keeps a message that arrived, unless it is here; null: it is, under this id with these words. */
export async function insertArrival(
  tx: OrgTx,
  mail: ReceivedMail,
  place: MailPlace & { userId: string | null },
  at: Date,
): Promise<Arrival | null> {
  const known = await tx.sql<{ body: string | null }[]>`
    select body from inbound_messages where message_id = ${mail.message_id}
    union all select body from communications where message_id = ${mail.message_id} and direction = 'inbound' and not twin`;
  if (known.some((one) => isSameMessage(one.body ?? "", mail.text))) return null;
  const id = newId();
  const row = {
    id,
    mailbox_id: place.mailbox_id ?? null,
    user_id: place.userId,
    message_id: mail.message_id,
    body_hash: hashOf(mail),
    repeats_id: known.length > 0,
    from_address: mail.from.email,
    from_norm: mail.from.norm || null,
    from_name: mail.from.name || null,
    to_addresses:
      [...mail.to, ...mail.cc]
        .map((one) => one.email)
        .join(", ")
        .slice(0, 2000) || null,
    subject: mail.subject || null,
    body: mail.text || null,
    body_html: mail.html,
    in_reply_to: mail.in_reply_to[0] ?? null,
    references: [...mail.references, ...mail.in_reply_to.slice(1)].join(" ") || null,
    occurred_at: mail.at,
    kind: mail.kind,
    evidence: mail.evidence,
    recipient: mail.recipient,
    hard: mail.hard,
    return_date: mail.return_date,
    about_message_id: mail.about_message_id,
    state: "unmatched",
    created_at: at,
    updated_at: at,
  };
  const stored = await tx.sql`
    insert into inbound_messages ${tx.sql(row)} on conflict (org_id, message_id, body_hash) do nothing returning id`;
  return stored.length === 0 ? null : { id, repeatsId: known.length > 0 };
}

export type Settled = {
  id: string;
  leadId: string;
  by: Match["by"] | "person";
  communicationId?: string | null;
  aboutId?: string | null;
  threadId?: string | null;
};

/** Whose it is, and what it became; what it became before, by another kind, stays with it. */
export async function updateArrival(tx: OrgTx, one: Settled, at: Date): Promise<void> {
  await tx.sql`
    update inbound_messages set state = 'matched', lead_id = ${one.leadId}, matched_by = ${one.by},
      communication_id = coalesce(${one.communicationId ?? null}, communication_id), about_id = ${one.aboutId ?? null},
      thread_id = coalesce(${one.threadId ?? null}, thread_id), updated_at = ${at}
    where id = ${one.id}`;
}

/** Somebody said whose it is, or that it is nobody's. */
export async function updateDecision(
  tx: OrgTx,
  id: string,
  given: { state: "unmatched" | "dismissed" | null; by: string; at: Date },
): Promise<void> {
  await tx.sql`
    update inbound_messages set state = coalesce(${given.state}, state), decided_by = ${given.by}, decided_at = ${given.at}, updated_at = ${given.at}
    where id = ${id}`;
}

/** A person's word on what kind of mail it is. */
export async function updateKind(tx: OrgTx, id: string, given: { kind: string; by: string; at: Date }): Promise<void> {
  await tx.sql`
    update inbound_messages set kind = ${given.kind}, evidence = 'a person said so', corrected_by = ${given.by}, corrected_at = ${given.at},
      updated_at = ${given.at}
    where id = ${id}`;
}

/** What tells two messages of one Message-ID apart: who wrote it and the words. */
const hashOf = (mail: ReceivedMail): string =>
  createHash("sha256")
    .update([mail.from.norm, squeezed(mail.subject), squeezed(mail.text)].join("\n"))
    .digest("hex");
