import type { OrgTx } from "@/db/tenant";
import { type SealedFor, sealSecrets } from "./seal-secrets";

type Given = Record<string, string | number | boolean | Date | null | object>;

/** Adds a mailbox; its secrets are sealed on the way. */
export async function insertMailbox(
  tx: OrgTx,
  { id, ...row }: Given & { id: string },
  secrets: Record<string, string>,
): Promise<void> {
  const sealed = sealSecrets(secrets, { orgId: tx.orgId, id });
  await tx.sql`insert into mailboxes ${tx.sql({ id, ...row, secrets: sealed })}`;
}

/** Changes the columns given, and the secrets where there are some; anybody else's change to it becomes visible as another version. */
export async function updateMailbox(
  tx: OrgTx,
  id: string,
  change: Given,
  { at, secrets }: { at: Date; secrets?: Record<string, string> },
): Promise<void> {
  const whose: SealedFor = { orgId: tx.orgId, id };
  const row = { ...change, updated_at: at, ...(secrets && { secrets: sealSecrets(secrets, whose) }) };
  await tx.sql`update mailboxes set ${tx.sql(row)}, version = version + 1 where id = ${id}`;
}

/** One mailbox of each kind is the organization's own way out: the one before it is it no longer. */
export async function clearDefault(tx: OrgTx, channel: string, at: Date): Promise<void> {
  await tx.sql`update mailboxes set is_default = false, updated_at = ${at} where channel = ${channel} and is_default`;
}
