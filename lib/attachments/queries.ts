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
