import type { OrgTx } from "@/db/tenant";
import type { Attachment } from "./schema";

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
