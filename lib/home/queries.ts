import type { OrgTx } from "@/db/tenant";
import type { Organization } from "./schema";

/** Where the organization is at home. */
export async function getOrganization(tx: OrgTx): Promise<Organization> {
  const [row] = await tx.sql<Organization[]>`
    select name, timezone, default_region, base_currency, recount_asked_at is not null as recounting
    from organizations where id = (select current_org_id())`;
  if (!row) throw new Error("The organization is always there");
  return row;
}
