import type { OrgTx } from "@/db/tenant";
import type { Ended, StopCode } from "./rules";
import { FAILURE_WORDS, STOP_WORDS } from "./rules";

export type Claim = {
  id: string;
  worker: string;
  mailboxId: string | null;
  transport: string;
  fromAddress: string | null;
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

/** Of which attempts, by id and number, this worker still is the holder; and then: from now on their texts may have left. */
export async function beginAttempts(
  tx: OrgTx,
  held: readonly { id: string; number: number }[],
  worker: string,
  at: Date,
): Promise<Set<string>> {
  if (held.length === 0) return new Set();
  // Locked in the order in which leases are made longer.
  const rows = await tx.sql<{ key: string }[]>`
    with mine as materialized (
      select a.id from json_to_recordset(${JSON.stringify(held)}::text::json) as g(id uuid, number integer)
      join delivery_attempts a on a.communication_id = g.id and a.number = g.number
      where a.worker = ${worker} and a.ended_at is null and a.began_at is null and a.lease_until > ${at} order by a.communication_id for update of a)
    update delivery_attempts a set began_at = ${at}, updated_at = ${at} from mine where a.id = mine.id
    returning a.communication_id || ' ' || a.number as key`;
  return new Set(rows.map((row) => row.key));
}

/** Says that this worker lives and still sends these: they stay its own for longer. */
export async function updateLeases(
  tx: OrgTx,
  { worker, ids }: { worker: string; ids: readonly string[] },
  until: Date,
  at: Date,
): Promise<void> {
  await tx.sql`
    with mine as materialized (
      select id from delivery_attempts
      where communication_id = any (${[...ids]}::uuid[]) and worker = ${worker} and ended_at is null and lease_until < ${until}
      order by communication_id for update)
    update delivery_attempts a set lease_until = ${until}, updated_at = ${at} from mine where a.id = mine.id`;
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

type Left = { id: string; number: number; response: string | null; provider_message_id: string | null };

/** Messages that have left, and their attempts. */
export async function updateLeft(tx: OrgTx, left: readonly Left[], at: Date): Promise<void> {
  const given = JSON.stringify(left);
  const ended = tx.sql`
    with mine as materialized (
      select a.id, g.response from json_to_recordset(${given}::text::json) as g(id uuid, number integer, response text)
      join delivery_attempts a on a.communication_id = g.id and a.number = g.number order by a.communication_id for update of a)
    update delivery_attempts a set outcome = 'sent', ended_at = coalesce(a.ended_at, ${at}), response = coalesce(mine.response, a.response),
      updated_at = ${at} from mine where a.id = mine.id`;
  const sent = tx.sql`
    update communications c set status = 'sent', provider_response = g.response, provider_message_id = g.provider_message_id, error_code = null,
      error_message = null, next_attempt_at = null, sent_at = ${at}, updated_at = ${at}
    from json_to_recordset(${given}::text::json) as g(id uuid, response text, provider_message_id text) where c.id = g.id`;
  await Promise.all([ended, sent]);
}

/** Where a message that has not left stands after an attempt. */
export async function updateEnded(
  tx: OrgTx,
  id: string,
  ended: Ended,
  response: string | null,
  at: Date,
): Promise<void> {
  const row = {
    status: ended.status,
    provider_response: response,
    provider_message_id: null,
    error_code: "code" in ended ? ended.code : null,
    error_message: response,
    next_attempt_at: "nextAttemptAt" in ended ? ended.nextAttemptAt : null,
    updated_at: at,
    ...("retryCount" in ended && { retry_count: ended.retryCount }),
  };
  await tx.sql`update communications set ${tx.sql(row)} where id = ${id}`;
}

/** Attempts that ended before a moment lose what the server answered, and so do their messages, which keep of which kind it was, unless a later attempt ended since; the oldest first. */
export async function clearResponses(tx: OrgTx, before: Date, limit: number, at: Date): Promise<number> {
  const rows = await tx.sql<{ communication_id: string }[]>`
    with old as materialized (
      select id from delivery_attempts where org_id = current_org_id() and ended_at < ${before} and response is not null
      order by ended_at limit ${limit} for update skip locked)
    update delivery_attempts a set response = null, updated_at = ${at} from old where a.id = old.id returning a.communication_id`;
  await tx.sql`
    update communications c set provider_response = null, updated_at = ${at}, error_message = case when c.error_message = c.provider_response
      and c.error_code is distinct from 'NOT_SENT' then ${JSON.stringify(FAILURE_WORDS)}::text::jsonb ->> c.error_code else c.error_message end
    where c.id = any (${rows.map((row) => row.communication_id)}::uuid[]) and c.provider_response is not null
      and not exists (select from delivery_attempts a where a.communication_id = c.id and (a.ended_at is null or a.ended_at >= ${before}))`;
  return rows.length;
}

/** When what is unknown is looked up the next time. */
export async function updateNextLook(tx: OrgTx, id: string, next: Date, at: Date): Promise<void> {
  await tx.sql`update communications set next_attempt_at = ${next}, updated_at = ${at} where id = ${id} and status = 'unknown'`;
}
