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

type Refused = { at: Date; reason: string; print: string | null };

/** The operator's server refused us. Returns whether that is new. */
export async function refuseServer(tx: OrgTx, { at, reason, print }: Refused): Promise<boolean> {
  const [before] = await tx.sql<{ at: Date | null }[]>`
    select sending_refused_at as at from organizations where id = ${tx.orgId} for no key update`;
  await tx.sql`
    update organizations set sending_refused_at = ${at}, sending_refused_reason = ${reason}, sending_refused_server = ${print} where id = ${tx.orgId}`;
  return before?.at === null;
}

/** It is being tried with a message: until it answers, or for as long as it rests, with no other. */
export async function tryServer(tx: OrgTx, print: string | null, at: Date): Promise<void> {
  await tx.sql`
    update organizations set sending_refused_at = ${at}, sending_refused_server = ${print} where id = ${tx.orgId} and sending_refused_at is not null`;
}

/** It takes our sign-in again. Returns whether it did not before. */
export async function acceptServer(tx: OrgTx): Promise<boolean> {
  const rows = await tx.sql`
    update organizations set sending_refused_at = null, sending_refused_reason = null, sending_refused_server = null
    where id = ${tx.orgId} and sending_refused_at is not null returning id`;
  return rows.length > 0;
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
