import { addMember } from "@/lib/accounts/add-member";
import { createOrganization } from "@/lib/accounts/create-organization";
import { findOrganization, listActiveMembers } from "@/lib/accounts/directory-queries";
import { readIdentity, type Visitor } from "@/lib/core/identity-command";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { getBeginning } from "./queries";
import { type DemoMember, type DemoOrganization, demoPassword, signInOf, type Who } from "./sign-ins";
import type { Stage } from "./teller";

/** The organization with these of its members, made where they are not there yet, and the moment when it began. */
export async function openStage(
  organization: DemoOrganization,
  members: readonly DemoMember[],
): Promise<{ stage: Stage; begins: Date }> {
  const visitor = { now: currentTime(), requestId: newId() };
  const orgId = await ensureOrganization(organization, visitor);
  const known = await readIdentity((tx) => listActiveMembers(tx, orgId));
  const ids = new Map<Who, string>();
  // One after the other, so that they stand in this order wherever they are listed.
  for (const member of members) {
    const email = signInOf(organization, member);
    const found = known.find((one) => one.email === email);
    ids.set(member.who, found?.userId ?? (await join(orgId, member, email, visitor)));
  }
  return {
    stage: stageOf(organization, orgId, members, ids),
    begins: await readIdentity((tx) => getBeginning(tx, orgId)),
  };
}

async function ensureOrganization(organization: DemoOrganization, visitor: Visitor): Promise<string> {
  const { slug, name, timezone, region, currency } = organization;
  const found = await readIdentity((tx) => findOrganization(tx, slug));
  if (found) return found.id;
  const made = { slug, name, timezone, default_region: region, base_currency: currency, demo: true };
  return (await createOrganization(visitor, made)).org_id;
}

async function join(orgId: string, { name, role }: DemoMember, email: string, visitor: Visitor): Promise<string> {
  const joined = await addMember(visitor, { org_id: orgId, email, name, role, password: demoPassword });
  return joined.user_id;
}

function stageOf(
  organization: DemoOrganization,
  orgId: string,
  members: readonly DemoMember[],
  ids: ReadonlyMap<Who, string>,
): Stage {
  const { timezone, region: defaultRegion } = organization;
  const actors = new Map(
    members.map(({ who, name, role }) => [
      who,
      { userId: ids.get(who) ?? "", name, role, via: "script" as const, scopes: [] },
    ]),
  );
  return {
    organization,
    ids,
    lister: members.some(({ who }) => who === "manager") ? "manager" : "rep1",
    as: (who, now, key) => {
      const actor = actors.get(who);
      if (!actor) throw new Error(`${who} is not on this stage`);
      const idempotency = { principal: "demo", route: "tellDemo", key, bodyHash: "" };
      return { orgId, timezone, defaultRegion, actor, now, requestId: newId(), idempotency };
    },
  };
}
