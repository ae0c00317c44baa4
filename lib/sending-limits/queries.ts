import type { OrgTx } from "@/db/tenant";
import { minusDays, plusSeconds } from "@/lib/core/time";
import { getSettings } from "@/lib/settings/queries";
import { type Hours, isWithinHours, type Reputation, roomOf, serverRoomOf } from "./rules";
import type { OperatorServer, SendingStanding } from "./schema";

type StandingRow = { since: Date | null; reason: string | null; tried: Date | null; refused: string | null };

/** Whether the organization sends at all, and if not, why; and whether the operator's server lets it in. */
export async function getSendingState(tx: OrgTx): Promise<SendingStanding> {
  const [row] = await tx.sql<StandingRow[]>`
    select sending_paused_at as since, sending_paused_reason as reason, sending_refused_at as tried, sending_refused_reason as refused
    from organizations where id = ${tx.orgId}`;
  return {
    paused: Boolean(row?.since),
    reason: row?.reason ?? null,
    since: row?.since?.toISOString() ?? null,
    refused: row?.tried ? { reason: row.refused ?? "", tried_at: row.tried.toISOString() } : null,
  };
}

/**
 * How many messages may leave now by the operator's server; null: any number. One that refused us is tried with one message at a time, which
 * this takes for the transaction that asks.
 */
export async function lockServerRoom(tx: OrgTx, now: Date, server: OperatorServer | null): Promise<number | null> {
  const [row] = await tx.sql<{ at: Date; print: string | null }[]>`
    select sending_refused_at as at, sending_refused_server as print from organizations
    where id = ${tx.orgId} and sending_refused_at is not null for no key update`;
  return row ? serverRoomOf(row, server?.print ?? null, now) : null;
}

/** Who may send how much more now. Whoever is not named may send any number. */
export type Room = { mailboxes: Map<string, number>; people: Map<string, number> };

// With an end too the planner takes a time for the small part that it is; a day is left to clocks that run ahead.
const soon = (now: Date) => plusSeconds(now, 86_400);

type LimitedRow = {
  id: string;
  hour_limit: number | null;
  day_limit: number | null;
  send_hours: Hours | null;
  timezone: string;
  hour: number;
  day: number;
};

/**
 * The room that limits and hours leave, counted over what was begun or is held. Mailboxes with limits are locked until the end of the
 * transaction, so that two workers never fill the same room.
 */
export async function lockRoom(tx: OrgTx, now: Date): Promise<Room> {
  await tx.sql`
    select id from mailboxes where state = 'active' and (hour_limit is not null or day_limit is not null) order by id for no key update`;
  const rows = await tx.sql<LimitedRow[]>`
    select b.id, b.hour_limit, b.day_limit, b.send_hours, o.timezone, u.hour, u.day
    from mailboxes b join organizations o on o.id = b.org_id cross join lateral (
      select count(*) filter (where coalesce(a.began_at, a.created_at) > ${plusSeconds(now, -3600)})::int as hour, count(*)::int as day
      from delivery_attempts a where a.org_id = b.org_id and a.mailbox_id = b.id and (a.began_at is not null or a.ended_at is null)
        and coalesce(a.began_at, a.created_at) > ${minusDays(now, 1)} and coalesce(a.began_at, a.created_at) <= ${soon(now)}) u
    where b.state = 'active' and (b.hour_limit is not null or b.day_limit is not null or b.send_hours is not null)`;
  const mailboxes = new Map<string, number>();
  for (const row of rows) {
    const room = isWithinHours(row.send_hours, row.timezone, now)
      ? roomOf({ hourLimit: row.hour_limit, dayLimit: row.day_limit }, row)
      : 0;
    if (room !== null) mailboxes.set(row.id, room);
  }
  return { mailboxes, people: await lockPeople(tx, now) };
}

async function lockPeople(tx: OrgTx, now: Date): Promise<Map<string, number>> {
  const limit = (await getSettings(tx)).settings["sending.rep_day_limit"];
  if (limit === null) return new Map();
  // One lock for the organization: a limit that counts must not be counted twice at once.
  await tx.sql`select pg_advisory_xact_lock(hashtextextended(${tx.orgId}, 10))`;
  const rows = await tx.sql<{ user_id: string; n: number }[]>`
    select c.user_id, count(*)::int as n from delivery_attempts a join communications c on c.org_id = a.org_id and c.id = a.communication_id
    where (a.began_at is not null or a.ended_at is null) and coalesce(a.began_at, a.created_at) > ${minusDays(now, 1)}
      and coalesce(a.began_at, a.created_at) <= ${soon(now)} and c.user_id is not null
    group by 1`;
  const members = await tx.sql<{ user_id: string }[]>`select user_id from memberships`;
  const used = new Map(rows.map((row) => [row.user_id, row.n]));
  return new Map(members.map(({ user_id }) => [user_id, Math.max(0, limit - (used.get(user_id) ?? 0))]));
}

export type Watched = Reputation & { mailbox_id: string | null };

/**
 * What became of the messages of each way out in the last seven days, or since it was last let go on. What its provider could not deliver
 * for other reasons than the address did not come back.
 */
export async function listReputations(tx: OrgTx, now: Date): Promise<Watched[]> {
  return tx.sql<Watched[]>`
    select a.mailbox_id, count(*)::int as sent,
      count(*) filter (where (c.status = 'bounced' and not exists (select from communication_events e
        where e.org_id = c.org_id and e.communication_id = c.id and e.kind = 'failed')) or a.outcome = 'rejected' or exists (select from communication_events e
        where e.org_id = c.org_id and e.communication_id = c.id and e.kind = 'bounced'))::int as bounced,
      count(*) filter (where exists (select from communication_events e
        where e.org_id = c.org_id and e.communication_id = c.id and e.kind = 'complained')
        or exists (select from inbound_messages i where i.org_id = c.org_id and i.about_id = c.id and i.kind = 'complaint'))::int as complained
    from delivery_attempts a join communications c on c.org_id = a.org_id and c.id = a.communication_id
    join organizations o on o.id = a.org_id left join mailboxes b on b.org_id = a.org_id and b.id = a.mailbox_id
    where (a.outcome = 'sent' or (a.outcome = 'rejected' and c.error_code = 'ADDRESS_REFUSED')) and a.transport not in ('captured', 'hand')
      and coalesce(a.began_at, a.created_at) > ${minusDays(now, 7)} and coalesce(a.began_at, a.created_at) <= ${soon(now)}
      and coalesce(a.began_at, a.created_at) > greatest(${minusDays(now, 7)}::timestamptz,
        case when a.mailbox_id is null then o.sending_counted_since else b.counted_since end)
      and (a.mailbox_id is null and o.sending_paused_at is null or b.state = 'active')
    group by 1`;
}
