import type { OrgTx } from "@/db/tenant";
import type { Ended, StopCode } from "./rules";
import { STOP_WORDS } from "./rules";

export type Claim = {
  id: string;
  worker: string;
  mailboxId: string | null;
  transport: string;
  fromAddress: string;
};

/** Gives each message to this worker alone: an attempt, and the state in which nobody else may send it. Returns the attempts' numbers. */
export async function insertAttempts(
  tx: OrgTx,
  claims: readonly Claim[],
  { at, until }: { at: Date; until: Date },
): Promise<Map<string, number>> {
  const rows = claims.map((one) => ({
    id: one.id,
    worker: one.worker,
    mailbox_id: one.mailboxId,
    transport: one.transport,
    from_address: one.fromAddress,
  }));
  const given = JSON.stringify(rows);
  const attempts = tx.sql<{ id: string; number: number }[]>`
    insert into delivery_attempts (communication_id, number, worker, mailbox_id, transport, lease_until, created_at, updated_at)
    select g.id, coalesce((select max(a.number) from delivery_attempts a where a.communication_id = g.id), 0) + 1, g.worker, g.mailbox_id, g.transport,
      ${until}, ${at}, ${at}
    from json_to_recordset(${given}::text::json) as g(id uuid, worker text, mailbox_id uuid, transport text) order by g.id
    returning communication_id as id, number`;
  const taken = tx.sql`
    update communications c set status = 'sending', from_address = g.from_address, provider = g.transport, error_code = null, error_message = null,
      updated_at = ${at}
    from json_to_recordset(${given}::text::json) as g(id uuid, from_address text, transport text) where c.id = g.id`;
  // Sent together, run one after the other.
  const [numbered] = await Promise.all([attempts, taken]);
  return new Map(numbered.map((row) => [row.id, row.number]));
}

/** A message that waited and does not go out after all; its slots are free by the database. */
export async function blockMessages(tx: OrgTx, ids: readonly string[], code: StopCode, at: Date): Promise<void> {
  await tx.sql`
    update communications set status = 'blocked', error_code = ${code}, error_message = ${STOP_WORDS[code]}, next_attempt_at = null, updated_at = ${at}
    where id = any (${ids}::uuid[])`;
}

/** Whether this worker still holds the attempt, and then: from now on the text may have left. */
export async function beginAttempt(
  tx: OrgTx,
  held: { id: string; number: number; worker: string },
  at: Date,
): Promise<boolean> {
  const rows = await tx.sql`
    update delivery_attempts set began_at = ${at}, updated_at = ${at}
    where communication_id = ${held.id} and number = ${held.number} and worker = ${held.worker} and ended_at is null and began_at is null
      and lease_until > ${at}
    returning id`;
  return rows.length > 0;
}

/** Says that this worker lives and still sends these: they stay its own for longer. */
export async function updateLeases(
  tx: OrgTx,
  { worker, ids }: { worker: string; ids: readonly string[] },
  until: Date,
  at: Date,
): Promise<void> {
  await tx.sql`
    update delivery_attempts set lease_until = ${until}, updated_at = ${at}
    where communication_id = any (${[...ids]}::uuid[]) and worker = ${worker} and ended_at is null and lease_until < ${until}`;
}

/** Ends an attempt, or puts right one whose end was not known. */
export async function endAttempt(
  tx: OrgTx,
  { id, number }: { id: string; number: number },
  outcome: string,
  response: string | null,
  at: Date,
): Promise<void> {
  await tx.sql`
    update delivery_attempts set outcome = ${outcome}, ended_at = coalesce(ended_at, ${at}), response = coalesce(${response}, response), updated_at = ${at}
    where communication_id = ${id} and number = ${number}`;
}

type Told = { response: string | null; providerMessageId?: string | null };

/** Where a message stands after an attempt. */
export async function updateEnded(
  tx: OrgTx,
  id: string,
  ended: Ended,
  { response, providerMessageId = null }: Told,
  at: Date,
): Promise<void> {
  const row = {
    status: ended.status,
    provider_response: response,
    provider_message_id: providerMessageId,
    error_code: "code" in ended ? ended.code : null,
    error_message: ended.status === "sent" ? null : response,
    next_attempt_at: "nextAttemptAt" in ended ? ended.nextAttemptAt : null,
    updated_at: at,
    ...(ended.status === "sent" && { sent_at: at }),
    ...("retryCount" in ended && { retry_count: ended.retryCount }),
  };
  await tx.sql`update communications set ${tx.sql(row)} where id = ${id}`;
}

/** When what is unknown is looked up the next time. */
export async function updateNextLook(tx: OrgTx, id: string, next: Date, at: Date): Promise<void> {
  await tx.sql`update communications set next_attempt_at = ${next}, updated_at = ${at} where id = ${id} and status = 'unknown'`;
}
