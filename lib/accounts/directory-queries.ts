import type { IdentityTx } from "@/db/tenant";
import type { Role } from "@/lib/core/permissions";

export type Organization = { id: string; slug: string; name: string; timezone: string; defaultRegion: string };

/** An organization by the name it has in addresses and commands, or null. */
export async function findOrganization(tx: IdentityTx, slug: string): Promise<Organization | null> {
  const [found] = await tx.sql<Organization[]>`
    select id, slug, name, timezone, default_region as "defaultRegion" from organizations where slug = ${slug}`;
  return found ?? null;
}

/** Every organization of this house, for the worker and the terminal: no request may see them. */
export async function listOrganizations(tx: IdentityTx): Promise<Organization[]> {
  return tx.sql<Organization[]>`
    select id, slug, name, timezone, default_region as "defaultRegion" from organizations order by slug`;
}

export type DirectoryMember = { userId: string; name: string; email: string; role: Role };

/** The active members of an organization. */
export async function listActiveMembers(tx: IdentityTx, orgId: string): Promise<DirectoryMember[]> {
  return tx.sql<DirectoryMember[]>`
    select user_id as "userId", name, email, role from memberships where org_id = ${orgId} and active order by created_at, email`;
}
