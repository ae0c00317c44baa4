import type { OrgTx } from "@/db/tenant";
import { newId } from "@/lib/core/ids";
import { sealSecrets } from "@/lib/mailboxes/seal-secrets";
import type { Tokens } from "./schema";

type Request = {
  id: string;
  userId: string;
  sessionHash: Uint8Array;
  stateHash: Uint8Array;
  provider: string;
  verifier: string;
  redirectUri: string;
  address: string | null;
  shared: boolean;
  mailboxId: string | null;
  expiresAt: Date;
  at: Date;
};

/** A sign-in that begins; those that nobody came back from are forgotten on the way. */
export async function insertRequest(tx: OrgTx, one: Request): Promise<void> {
  await tx.sql`delete from oauth_requests where expires_at < ${one.at}`;
  const row = {
    id: one.id,
    user_id: one.userId,
    session_hash: one.sessionHash,
    state_hash: one.stateHash,
    provider: one.provider,
    verifier: sealSecrets({ verifier: one.verifier }, { orgId: tx.orgId, id: one.id }),
    redirect_uri: one.redirectUri,
    address: one.address,
    shared: one.shared,
    mailbox_id: one.mailboxId,
    expires_at: one.expiresAt,
    created_at: one.at,
    updated_at: one.at,
  };
  await tx.sql`insert into oauth_requests ${tx.sql(row)}`;
}

export type TakenRequest = {
  id: string;
  provider: string;
  verifier: Uint8Array;
  redirect_uri: string;
  address: string | null;
  shared: boolean;
  mailbox_id: string | null;
};

/** The sign-in of this state, for the session and person that began it, once and in time; null for any other. */
export async function markRequestUsed(
  tx: OrgTx,
  { stateHash, sessionHash, userId }: { stateHash: Uint8Array; sessionHash: Uint8Array; userId: string },
  at: Date,
): Promise<TakenRequest | null> {
  const [row] = await tx.sql<TakenRequest[]>`
    update oauth_requests set used_at = ${at}, updated_at = ${at}
    where state_hash = ${stateHash} and session_hash = ${sessionHash} and user_id = ${userId} and used_at is null and expires_at > ${at}
    returning id, provider, verifier, redirect_uri, address, shared, mailbox_id`;
  return row ?? null;
}

type Given = { mailboxId: string; provider: string; account: string; scopes: string; tokens: Tokens; expiresAt: Date };

/** Keeps what a provider gave for a mailbox, in place of what it gave before. */
export async function saveConnection(tx: OrgTx, given: Given, at: Date): Promise<void> {
  const [standing] = await tx.sql<{ id: string }[]>`
    select id from oauth_connections where mailbox_id = ${given.mailboxId} for update`;
  const id = standing?.id ?? newId();
  const row = {
    provider: given.provider,
    account: given.account,
    scopes: given.scopes,
    tokens: sealSecrets({ ...given.tokens }, { orgId: tx.orgId, id }),
    access_expires_at: given.expiresAt,
    revoked_at: null,
    rotating_by: null,
    rotating_until: null,
    updated_at: at,
  };
  if (standing) await tx.sql`update oauth_connections set ${tx.sql(row)}, generation = generation + 1 where id = ${id}`;
  else
    await tx.sql`insert into oauth_connections ${tx.sql({ ...row, id, mailbox_id: given.mailboxId, created_at: at })}`;
}

type Held = { id: string; generation: number; by: string };

/** Whether the tokens are this one's to exchange from now until then: nobody else's, and those that it read. */
export async function holdRotation(tx: OrgTx, { id, generation, by }: Held, until: Date, at: Date): Promise<boolean> {
  const rows = await tx.sql`
    update oauth_connections set rotating_by = ${by}, rotating_until = ${until}, updated_at = ${at}
    where id = ${id} and generation = ${generation} and tokens is not null and (rotating_until is null or rotating_until <= ${at}) returning id`;
  return rows.length > 0;
}

/** Tokens in place of those that were exchanged; false when somebody else put others there meanwhile. */
export async function rotateTokens(
  tx: OrgTx,
  { id, generation }: Held,
  { tokens, expiresAt }: { tokens: Tokens; expiresAt: Date },
  at: Date,
): Promise<boolean> {
  const sealed = sealSecrets({ ...tokens }, { orgId: tx.orgId, id });
  const rows = await tx.sql`
    update oauth_connections set tokens = ${sealed}, access_expires_at = ${expiresAt}, generation = generation + 1, rotating_by = null,
      rotating_until = null, updated_at = ${at}
    where id = ${id} and generation = ${generation} and tokens is not null returning id`;
  return rows.length > 0;
}

/** Nobody tries again before then. */
export async function updateRotation(tx: OrgTx, { id, by }: Held, until: Date, at: Date): Promise<void> {
  await tx.sql`update oauth_connections set rotating_until = ${until}, updated_at = ${at} where id = ${id} and rotating_by = ${by}`;
}

/** The provider takes these tokens no more: they are forgotten. False when others are there by now. */
export async function revokeConnection(tx: OrgTx, { id, generation, by }: Held, at: Date): Promise<boolean> {
  const rows = await tx.sql`
    update oauth_connections set tokens = null, revoked_at = ${at}, rotating_by = null, rotating_until = null, updated_at = ${at}
    where id = ${id} and generation = ${generation} and rotating_by = ${by} and tokens is not null returning id`;
  return rows.length > 0;
}
