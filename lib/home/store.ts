import type { OrgTx } from "@/db/tenant";
import { forgetIdentities } from "@/lib/accounts/store";
import type { Organization } from "./schema";

/** The organization, locked until commit, so that two admins change it one after the other. */
export async function lockOrganization(tx: OrgTx): Promise<void> {
  await tx.sql`select from organizations where id = (select current_org_id()) for no key update`;
}

/** Everybody's next request is of the organization as it is now. A new zone asks for a recount: the database sees to that. */
export async function updateOrganization(
  tx: OrgTx,
  { name, timezone, default_region, base_currency }: Omit<Organization, "recounting">,
  now: Date,
): Promise<void> {
  await tx.sql`
    update organizations set name = ${name}, timezone = ${timezone}, default_region = ${default_region}, base_currency = ${base_currency},
      updated_at = ${now} where id = (select current_org_id())`;
  await forgetIdentities(tx);
}

/** Since when figures wait to be counted anew, exactly as kept, or null. */
export async function findRecount(tx: OrgTx): Promise<string | null> {
  const [row] = await tx.sql<{ asked: string | null }[]>`
    select recount_asked_at::text as asked from organizations where id = (select current_org_id())`;
  return row?.asked ?? null;
}

/** Done, unless it was asked for again meanwhile. */
export async function unmarkRecount(tx: OrgTx, asked: string): Promise<void> {
  await tx.sql`
    update organizations set recount_asked_at = null where id = (select current_org_id()) and recount_asked_at = ${asked}::text::timestamptz`;
}
