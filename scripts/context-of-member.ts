import { listMembershipsOf } from "@/lib/accounts/identity-queries";
import type { Context } from "@/lib/core/context";
import { readIdentity } from "@/lib/core/identity-command";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";

/** For commands of the terminal that act as a member: in the organization named, or in their only one. */
export async function contextOfMember(email: string, org?: string): Promise<Context> {
  const all = await readIdentity((tx) => listMembershipsOf(tx, email.trim().toLowerCase()));
  const found = org === undefined ? all : all.filter((one) => one.org_slug === org);
  const [member, second] = found;
  if (!member) throw new Error(`No active member ${email}${org ? ` in ${org}` : ""}`);
  if (second)
    throw new Error(`${email} is a member of ${found.map((one) => one.org_slug).join(", ")}: choose with --org`);
  const actor = { userId: member.user_id, name: member.name, role: member.role, via: "script" as const, scopes: [] };
  const { org_id, timezone, default_region } = member;
  return { orgId: org_id, timezone, defaultRegion: default_region, actor, now: currentTime(), requestId: newId() };
}
