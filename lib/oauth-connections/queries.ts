import type { OrgTx } from "@/db/tenant";
import { openSecrets } from "@/lib/mailboxes/seal-secrets";

export type ConnectionRow = {
  id: string;
  mailbox_id: string;
  provider: string;
  account: string;
  access_expires_at: Date;
  generation: number;
  revoked_at: Date | null;
  tokens: Uint8Array | null;
};

/** What a provider gave for a mailbox, still sealed; null for a mailbox with a password. */
export async function findConnection(tx: OrgTx, mailboxId: string): Promise<ConnectionRow | null> {
  const [row] = await tx.sql<ConnectionRow[]>`
    select id, mailbox_id, provider, account, access_expires_at, generation, revoked_at, tokens from oauth_connections where mailbox_id = ${mailboxId}`;
  return row ?? null;
}

/** The tokens of a connection, opened: for the server that takes them, never for an answer or a log. */
export function tokensOf(tx: OrgTx, row: Pick<ConnectionRow, "id" | "tokens">) {
  const { access_token = "", refresh_token = "" } = openSecrets(row.tokens, { orgId: tx.orgId, id: row.id });
  return { access_token, refresh_token };
}
