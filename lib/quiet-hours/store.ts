import type { OrgTx } from "@/db/tenant";
import type { QuietHours } from "./schema";

/** The organization's hours, locked until commit, so that two admins change them one after the other. */
export async function lockQuietHours(tx: OrgTx): Promise<void> {
  await tx.sql`select from organizations where id = (select current_org_id()) for no key update`;
}

export async function updateQuietHours(tx: OrgTx, hours: QuietHours, now: Date): Promise<void> {
  await tx.sql`update organizations set quiet_hours = ${JSON.stringify(hours)}::jsonb, updated_at = ${now}
    where id = (select current_org_id())`;
}
