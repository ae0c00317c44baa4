import { randomUUID } from "node:crypto";
import type postgres from "postgres";

type Role = "rep" | "manager" | "admin";
type Member = { userId: string; name: string; role: Role };
export type Tenant = { orgId: string; members: Member[]; as: (name: string, now?: Date) => TenantContext };
/** What a door would make: the shape of `Context` in lib/core, which lies above this floor. */
export type TenantContext = {
  orgId: string;
  timezone: string;
  defaultRegion: string;
  actor: Member & { via: "web"; scopes: string[] };
  now: Date;
  requestId: string;
};

const roleOf = (name: string): Role => (name === "manager" || name === "admin" ? name : "rep");

/** An organization of its own for one test, with the named members; `as("rep1")` is a request of that member. */
export async function mintTenant(
  admin: postgres.Sql,
  names: string[] = ["rep1", "rep2", "manager", "admin"],
): Promise<Tenant> {
  const orgId = randomUUID();
  const members = names.map((name) => ({ userId: randomUUID(), name, role: roleOf(name) }));
  await admin.begin(async (tx) => {
    await tx`insert into organizations (id, slug, name) values (${orgId}, ${orgId}, 'Example')`;
    await tx`insert into users ${tx(members.map((one) => ({ id: one.userId, email: `${one.userId}@example.com`, name: one.name })))}`;
    await tx`insert into memberships ${tx(
      members.map((one) => ({
        org_id: orgId,
        user_id: one.userId,
        name: one.name,
        email: `${one.userId}@example.com`,
        role: one.role,
      })),
    )}`;
  });
  return { orgId, members, as: (name, now = new Date()) => contextOf(orgId, members, name, now) };
}

function contextOf(orgId: string, members: Member[], name: string, now: Date): TenantContext {
  const member = members.find((one) => one.name === name);
  if (!member) throw new Error(`There is no member ${name}`);
  const actor = { ...member, via: "web" as const, scopes: [] };
  return { orgId, timezone: "UTC", defaultRegion: "US", actor, now, requestId: randomUUID() };
}
