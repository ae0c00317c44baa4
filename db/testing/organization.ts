import { randomBytes } from "node:crypto";
import { inOrganization } from "@/db/tenant";
import { addMember } from "@/lib/accounts/add-member";
import { createOrganization } from "@/lib/accounts/create-organization";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import type { Role } from "@/lib/core/permissions";
import { currentTime } from "@/lib/core/time";
import { defaultQuietHours, type QuietHours } from "@/lib/quiet-hours/schema";
import { updateQuietHours } from "@/lib/quiet-hours/store";
import { changeSettings } from "@/lib/settings/change-settings";
import { updatePostalAddress } from "@/lib/unsubscribes/store";

export type MintedOrganization = {
  orgId: string;
  slug: string;
  rep1: Context;
  rep2: Context;
  manager: Context;
  admin: Context;
};
type Wishes = {
  timezone?: string;
  defaultRegion?: string;
  /** for tests that sign in; hashing costs 50 ms each, so nobody has one unless asked */
  password?: string;
  /** else people may be called at any hour, so that no test depends on when it runs */
  quietHours?: QuietHours;
  /** no warning by company, by count or by text: for tests of what is refused without one */
  calm?: boolean;
  /** null: automated emails cannot be promised */
  postalAddress?: string | null;
};

const neverQuiet: QuietHours = { ...defaultQuietHours, from: "00:00", until: "24:00" };
const withoutWarnings = {
  "guard.company.window_days": 0,
  "guard.touches.limit": 0,
  "guard.similarity.window_days": 0,
};
const people = { rep1: "rep", rep2: "rep", manager: "manager", admin: "admin" } as const satisfies Record<string, Role>;

/**
 * An organization of its own for one test, with two reps, a manager and an admin, made by the product's own commands.
 * Addresses are `rep1@SLUG.example`; each context is as a browser's request would bring it, with the present time.
 */
export async function mintOrganization(wishes: Wishes = {}): Promise<MintedOrganization> {
  const { timezone = "UTC", defaultRegion = "US", password, quietHours = neverQuiet, calm = false } = wishes;
  const { postalAddress = "1 Main Street, Springfield" } = wishes;
  const slug = `org-${randomBytes(6).toString("hex")}`;
  const visitor = { now: currentTime(), requestId: newId() };
  const { org_id: orgId } = await createOrganization(visitor, {
    slug,
    name: `Organization ${slug}`,
    timezone,
    default_region: defaultRegion,
  });
  await inOrganization(orgId, (tx) => updateQuietHours(tx, quietHours, visitor.now));
  await inOrganization(orgId, (tx) => updatePostalAddress(tx, postalAddress, visitor.now));
  const mint = async (name: keyof typeof people): Promise<Context> => {
    const role = people[name];
    const { user_id: userId } = await addMember(visitor, {
      org_id: orgId,
      email: `${name}@${slug}.example`,
      name,
      role,
      password,
    });
    return { ...visitor, orgId, timezone, defaultRegion, actor: { userId, name, role, via: "web", scopes: [] } };
  };
  // One after the other, so that ids and joined_at are in this order.
  const rep1 = await mint("rep1");
  const rep2 = await mint("rep2");
  const manager = await mint("manager");
  const admin = await mint("admin");
  if (calm) await changeSettings(admin, withoutWarnings);
  return { orgId, slug, rep1, rep2, manager, admin };
}

/** The same person asking at another moment. */
export const at = (ctx: Context, now: Date | string): Context => ({
  ...ctx,
  now: new Date(now),
  requestId: newId(),
});
