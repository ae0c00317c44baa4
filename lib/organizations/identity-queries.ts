import type { IdentityTx } from "@/db/tenant";
import type { OpenInvitation } from "./schema";

/** An invitation whose link still works, or null: used, withdrawn, over, or never there. */
export async function findInvitation(tx: IdentityTx, hash: Uint8Array, now: Date): Promise<OpenInvitation | null> {
  const [found] = await tx.sql<OpenInvitation[]>`
    select i.id, i.org_id, o.slug as org_slug, o.name as org_name, i.email, i.role,
      exists (select from users u where u.email = i.email and u.password_hash is not null) as has_account
    from invitations i join organizations o on o.id = i.org_id
    where i.token_hash = ${hash} and i.accepted_at is null and i.revoked_at is null and i.expires_at > ${now}`;
  return found ?? null;
}
