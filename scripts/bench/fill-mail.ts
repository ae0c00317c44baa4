import type postgres from "postgres";
import { bench } from "./fill-database";

/**
 * Mail beside the bench's ledger: a fifth of what was sent has its attempt, more than half of what arrived its message, and thousands wait: to
 * leave, to be placed, to be looked at again.
 */
export async function fillMail(sql: postgres.ReservedSql): Promise<void> {
  const org = bench.id;
  await sql`set session_replication_role = replica`;
  await sql`
    update communications set scheduled_for = occurred_at, sent_at = occurred_at where org_id = ${org} and direction = 'outbound' and channel = 'email'
      and message_id is not null`;
  await sql`
    insert into delivery_attempts (org_id, communication_id, number, worker, transport, lease_until, began_at, ended_at, outcome, created_at, updated_at)
    select org_id, id, 1, 'bench', 'smtp', occurred_at, occurred_at, occurred_at, 'sent', occurred_at, occurred_at
    from communications where org_id = ${org} and scheduled_for is not null`;
  await sql`
    insert into communications (org_id, lead_id, company_id, user_id, actor_name, source, intent, channel, direction, to_address, to_norm, subject, body,
      status, message_id, scheduled_for, occurred_at, next_attempt_at, guard_kind, priority)
    select org_id, lead_id, company_id, user_id, actor_name, 'composer', 'planned', 'email', 'outbound', to_address, to_norm, subject, body, 'queued',
      'w' || row_number() over () || '@bench.example', now() + (row_number() over () % 7 - 3) * interval '1 hour', now(),
      now() + (row_number() over () % 7 - 3) * interval '1 hour', 'slot', 1 + row_number() over () % 3
    from communications where org_id = ${org} and scheduled_for is not null order by communications.id limit 3000`;
  await sql`
    insert into inbound_messages (org_id, lead_id, communication_id, thread_id, message_id, body_hash, from_address, from_norm, subject, body,
      occurred_at, kind, evidence, state, matched_by)
    select org_id, lead_id, id, thread_id, coalesce(message_id, id::text), id::text, 'x@bench.example', 'x@bench.example', subject, body,
      occurred_at, 'human', 'e', 'matched', 'message_id' from communications where org_id = ${org} and direction = 'inbound' and channel = 'email'`;
  await sql`
    insert into inbound_messages (org_id, lead_id, about_id, message_id, body_hash, from_address, subject, body, occurred_at, kind, evidence, hard,
      state, matched_by)
    select org_id, lead_id, id, 'b' || id, id::text, 'mailer-daemon@bench.example', subject, body, occurred_at, 'bounce', 'e', true, 'matched', 'message_id'
    from communications where org_id = ${org} and status = 'delivered' order by communications.id limit 2000`;
  await sql`
    insert into inbound_messages (org_id, user_id, message_id, body_hash, from_address, subject, body, occurred_at, kind, evidence, state)
    select ${org}, case when i % 3 = 0 then (select user_id from memberships where org_id = ${org} order by 1 limit 1) end, 'u' || i, 'u' || i,
      'who' || i || '@bench.example', 'Hello ' || i, repeat('Who knows me here? ', 20), now() - i * interval '1 minute', 'human', 'e',
      case when i % 2 = 0 then 'unmatched' else 'dismissed' end from generate_series(1, 800) i`;
  await sql`set session_replication_role = origin`;
}
