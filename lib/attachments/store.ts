import type { OrgTx } from "@/db/tenant";
import { newId } from "@/lib/core/ids";

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

export type ReceivedFile = { arrivalId: string; name: string; mediaType: string; size: number; hash: string | null };

/** Notes files that arrived with messages. */
export async function insertReceivedFiles(tx: OrgTx, list: ReceivedFile[], at: Date): Promise<void> {
  if (list.length === 0) return;
  const rows = list.map((one) => ({ ...one, id: newId() }));
  await tx.sql`
    insert into attachments (id, inbound_message_id, name, media_type, size, hash, created_at, updated_at)
    select f.id, f."arrivalId", f.name, f."mediaType", f.size, f.hash, ${at}, ${at}
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as f(id uuid, "arrivalId" uuid, name text, "mediaType" text, size int, hash text)`;
}
