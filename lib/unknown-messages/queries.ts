import type { OrgTx } from "@/db/tenant";
import { WORKER_SPACE } from "@/lib/delivery/rules";

/** The messages of workers that are gone, or did not say for too long that they live. */
export async function listLeft(tx: OrgTx, now: Date, limit: number): Promise<{ id: string }[]> {
  return tx.sql<{ id: string }[]>`
    select a.communication_id as id from delivery_attempts a
    where a.ended_at is null and (a.lease_until < ${now} or pg_try_advisory_xact_lock_shared(hashtextextended(a.worker, ${WORKER_SPACE})))
    order by a.communication_id limit ${limit}`;
}

export type Unknown = {
  id: string;
  message_id: string;
  number: number;
  transport: "captured" | "smtp" | "resend" | "twilio";
  mailbox_id: string | null;
  began_at: Date;
  worker_lives: boolean;
};

/** What may have left and has to be looked up now; the oldest look first. */
export async function listUnknown(tx: OrgTx, now: Date, limit: number): Promise<Unknown[]> {
  return tx.sql<Unknown[]>`
    select c.id, '<' || c.message_id || '>' as message_id, a.number, a.transport, a.mailbox_id, a.began_at,
      not pg_try_advisory_xact_lock_shared(hashtextextended(a.worker, ${WORKER_SPACE})) as worker_lives
    from communications c join lateral (
      select * from delivery_attempts a where a.org_id = c.org_id and a.communication_id = c.id order by a.number desc limit 1) a on true
    where c.status = 'unknown' and c.next_attempt_at <= ${now} order by c.next_attempt_at, c.id limit ${limit}`;
}

/** Messages that should have left by now and wait. */
export async function listWaiting(
  tx: OrgTx,
  now: Date,
): Promise<{ id: string; message_id: string; scheduled_for: Date }[]> {
  return tx.sql<{ id: string; message_id: string; scheduled_for: Date }[]>`
    select id, '<' || message_id || '>' as message_id, scheduled_for from communications
    where status = 'queued' and channel = 'email' and scheduled_for <= ${now} order by scheduled_for, id limit 10000`;
}

/** When the newest message of the organization began to leave; null before the first. */
export async function findNewestBegun(tx: OrgTx): Promise<Date | null> {
  const [row] = await tx.sql<{ at: Date | null }[]>`select max(began_at) as at from delivery_attempts`;
  return row?.at ?? null;
}
