import type { IdentityTx } from "@/db/tenant";

export async function updatePassword(tx: IdentityTx, userId: string, passwordHash: string, now: Date): Promise<void> {
  await tx.sql`update users set password_hash = ${passwordHash}, updated_at = ${now} where id = ${userId}`;
}

export type NewPasswordReset = {
  user_id: string;
  org_id: string;
  token_hash: Uint8Array;
  created_by: string;
  expires_at: Date;
};

/** A new link makes the person's earlier ones worthless. */
export async function replacePasswordResets(tx: IdentityTx, rows: NewPasswordReset[], now: Date): Promise<void> {
  await tx.sql`update password_resets set used_at = ${now}, updated_at = ${now}
    where user_id = any(${rows.map((row) => row.user_id)}) and used_at is null`;
  for (const row of rows) await tx.sql`insert into password_resets ${tx.sql(row)}`;
}

/** False when somebody else used it first, or it is over. */
export async function usePasswordReset(tx: IdentityTx, id: string, now: Date): Promise<boolean> {
  const used = await tx.sql`
    update password_resets set used_at = ${now}, updated_at = ${now}
    where id = ${id} and used_at is null and expires_at > ${now}`;
  return used.count === 1;
}
