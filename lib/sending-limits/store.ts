import type { OrgTx } from "@/db/tenant";

type Pause = { reason: string; by: string | null; at: Date };

/** Nothing of the organization leaves from now on; what waits keeps its place. */
export async function pauseOrganization(tx: OrgTx, { reason, at }: Pause): Promise<void> {
  await tx.sql`
    update organizations set sending_paused_at = coalesce(sending_paused_at, ${at}), sending_paused_reason = ${reason} where id = ${tx.orgId}`;
}

/** The same by itself: false when it stood still already, also by another worker's word a moment ago. */
export async function tripOrganization(tx: OrgTx, { reason, at }: Pause): Promise<boolean> {
  const rows = await tx.sql`
    update organizations set sending_paused_at = ${at}, sending_paused_reason = ${reason}
    where id = ${tx.orgId} and sending_paused_at is null returning id`;
  return rows.length > 0;
}

export async function resumeOrganization(tx: OrgTx, at: Date): Promise<void> {
  await tx.sql`
    update organizations set sending_paused_at = null, sending_paused_reason = null, sending_counted_since = ${at} where id = ${tx.orgId}`;
}

/** Nothing leaves through this mailbox from now on; false when nothing did before. */
export async function pauseMailbox(tx: OrgTx, id: string, { reason, by, at }: Pause): Promise<boolean> {
  const rows = await tx.sql`
    update mailboxes set state = 'paused', paused_at = ${at}, paused_reason = ${reason}, paused_by = ${by}, version = version + 1, updated_at = ${at}
    where id = ${id} and state = 'active' returning id`;
  return rows.length > 0;
}

export async function resumeMailbox(tx: OrgTx, id: string, at: Date): Promise<void> {
  await tx.sql`
    update mailboxes set state = 'active', paused_at = null, paused_reason = null, paused_by = null, counted_since = ${at}, settings = settings - 'paused_for',
      version = version + 1, updated_at = ${at}
    where id = ${id} and state = 'paused'`;
}
