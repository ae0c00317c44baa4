import type { OrgTx } from "@/db/tenant";
import type { StoredMail } from "@/lib/arrivals/queries";
import type { ReceivedMail } from "@/lib/arrivals/schema";
import { insertReceivedFiles, type ReceivedFile } from "@/lib/attachments/store";
import { storeBytes } from "@/lib/attachments/store-attachment";
import type { Context } from "@/lib/core/context";

type Came = NonNullable<ReceivedMail["files"]>[number] & { mail: StoredMail };

/** Keeps what came along with messages, in the order in which it came; without room for it the message stands, and the name of the file. */
export async function storeFiles(tx: OrgTx, list: Came[], { orgId, now }: Context): Promise<void> {
  const rows: ReceivedFile[] = [];
  for (const { mail, name, media_type: mediaType, size, bytes } of list) {
    const hash = bytes === null ? null : await storeBytes(orgId, bytes);
    rows.push({ arrivalId: mail.id, name, mediaType, size, hash });
  }
  await insertReceivedFiles(tx, rows, now);
}
