import { findMember } from "@/lib/accounts/identity-queries";
import type { Context } from "@/lib/core/context";
import { readIdentity } from "@/lib/core/identity-command";
import { newId } from "@/lib/core/ids";

/** A job in the name of a member, with what they may see now; null for who has left. */
export async function asMember(orgId: string, userId: string, now: Date): Promise<Context | null> {
  const member = await readIdentity((tx) => findMember(tx, orgId, userId));
  if (!member?.active) return null;
  const { name, role, sees, timezone, default_region } = member;
  const actor = { userId, name, role, sees, via: "job" as const, scopes: [] };
  return { orgId, timezone, defaultRegion: default_region, actor, now, requestId: newId() };
}
