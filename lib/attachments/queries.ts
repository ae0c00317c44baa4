import type { OrgTx } from "@/db/tenant";
import type { Attachment } from "./schema";

/** A file as it lies in `uploads`. */
export type StoredFile = Attachment & { hash: string };

/** The files that a message carries, in the order in which they were attached; their bytes are read by `openAttachment`. */
export async function listAttachments(tx: OrgTx, communicationId: string): Promise<StoredFile[]> {
  return tx.sql<StoredFile[]>`
    select id, name, media_type, size, hash from attachments where communication_id = ${communicationId} order by id`;
}

/** Of these files those that their uploader has not sent yet, locked: two messages never carry the same row. */
export async function lockFree(tx: OrgTx, ids: readonly string[], userId: string): Promise<StoredFile[]> {
  return tx.sql<StoredFile[]>`
    select id, name, media_type, size, hash from attachments
    where id = any (${[...new Set(ids)]}::uuid[]) and uploaded_by = ${userId} and communication_id is null order by id for no key update`;
}
