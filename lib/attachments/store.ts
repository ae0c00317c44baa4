import type { OrgTx } from "@/db/tenant";

export type NewAttachment = {
  id: string;
  name: string;
  mediaType: string;
  size: number;
  hash: string;
  by: string;
  at: Date;
};

export async function insertAttachments(tx: OrgTx, list: NewAttachment[]): Promise<void> {
  for (const { id, name, mediaType, size, hash, by, at } of list) {
    await tx.sql`
      insert into attachments (id, name, media_type, size, hash, uploaded_by, created_at, updated_at)
      values (${id}, ${name}, ${mediaType}, ${size}, ${hash}, ${by}, ${at}, ${at})`;
  }
}

/** Puts files to the message that carries them from now on. */
export async function updateMessage(
  tx: OrgTx,
  ids: readonly string[],
  communicationId: string,
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx.sql`
    update attachments set communication_id = ${communicationId}, updated_at = ${at} where id = any (${[...ids]}::uuid[])`;
}
