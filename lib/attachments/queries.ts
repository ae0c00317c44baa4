import type { OrgTx } from "@/db/tenant";
import type { Actor } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import type { Attachment, MessageFile } from "./schema";

/** A file as it lies in `uploads`. */
export type StoredFile = Attachment & { hash: string };

/** Of these files those that their uploader has not sent yet, locked: two messages never carry the same row. */
export async function lockFree(tx: OrgTx, ids: readonly string[], userId: string): Promise<StoredFile[]> {
  return tx.sql<StoredFile[]>`
    select id, name, media_type, size, hash from attachments
    where id = any (${[...new Set(ids)]}::uuid[]) and uploaded_by = ${userId} and communication_id is null order by id for no key update`;
}

/** Of these files those that went with a message of their uploader which was taken back before it left; they stay with it. */
export async function listTakenBack(tx: OrgTx, ids: readonly string[], userId: string): Promise<StoredFile[]> {
  return tx.sql<StoredFile[]>`
    select a.id, a.name, a.media_type, a.size, a.hash from attachments a
    join communications c on c.org_id = a.org_id and c.id = a.communication_id
    where a.id = any (${[...new Set(ids)]}::uuid[]) and a.uploaded_by = ${userId} and c.status = 'cancelled' and c.redacted_at is null order by a.id`;
}

/**
 * A file that is kept, for who may see its lead; one of no lead for whose mailbox it lies in, and its uploader for one that has not gone yet.
 * NOT_FOUND else.
 */
export async function getFile(tx: OrgTx, id: string, actor: Actor): Promise<StoredFile> {
  const [row] = await tx.sql<(StoredFile & { lead_id: string | null; of: string | null; arrived: boolean })[]>`
    select a.id, a.name, a.media_type, a.size, a.hash, coalesce(c.lead_id, i.lead_id) as lead_id, coalesce(a.uploaded_by, i.user_id) as of,
      i.id is not null as arrived
    from attachments a
    left join communications c on c.org_id = a.org_id and c.id = a.communication_id
    left join inbound_messages i on i.org_id = a.org_id and i.id = a.inbound_message_id
    where a.id = ${id} and a.hash <> repeat('0', 64)`;
  if (!row) throw notFound("file");
  const { lead_id: leadId, of, arrived, ...file } = row;
  const mayHave = leadId === null ? isTheirs(of, arrived, actor) : await isLeadHere(tx, leadId);
  if (!mayHave) throw notFound("file");
  return file;
}

const isTheirs = (of: string | null, arrived: boolean, { userId, role }: Actor) =>
  of === userId || (arrived && (of === null || role !== "rep"));

async function isLeadHere(tx: OrgTx, leadId: string): Promise<boolean> {
  const rows = await tx.sql`select from leads where id = ${leadId} and deleted_at is null`;
  return rows.length > 0;
}

/** What came with a message, in its order. */
export async function listReceivedFiles(tx: OrgTx, arrivalId: string): Promise<MessageFile[]> {
  return tx.sql<MessageFile[]>`
    select id, name, media_type, size, hash is not null and hash <> repeat('0', 64) as kept from attachments
    where inbound_message_id = ${arrivalId} order by created_at, id`;
}
