import type { OrgTx } from "@/db/tenant";
import type { Role } from "@/lib/core/permissions";
import { SUGGESTION_TYPES, type SuggestionType } from "@/lib/suggestions/schema";
import type { Autonomy, Level } from "./schema";

/** How far each kind of suggestion goes by itself for a person, and what of today's limits is used. */
export async function getAutonomy(tx: OrgTx, userId: string, now: Date): Promise<Autonomy> {
  const rows = await tx.sql<Row[]>`
    select t.action, m.level as mine_level, m.day_limit as mine_limit, c.level as most_level, c.day_limit as most_limit, e.level, e.day_limit,
      (select count(*)::int from suggestions s where s.decided_by = ${userId} and s.type = t.action and s.automatic
        and s.decided_at >= (select date_trunc('day', ${now}::timestamptz at time zone o.timezone) at time zone o.timezone from organizations o)) as used
    from unnest(${[...SUGGESTION_TYPES]}::text[]) with ordinality as t(action, place)
    cross join lateral autonomy_of(${userId}, t.action) e
    left join autonomy_settings m on m.user_id = ${userId} and m.action = t.action
    left join autonomy_settings c on c.user_id is null and c.action = t.action order by t.place`;
  return {
    data: rows.map((row) => ({
      action: row.action,
      mine: { level: row.mine_level ?? "suggest", day_limit: row.mine_limit ?? 20 },
      ceiling: { level: row.most_level ?? "one_click", day_limit: row.most_limit ?? 20 },
      effective: { level: row.level, day_limit: row.day_limit },
      used_today: row.used,
    })),
  };
}

type Row = {
  action: SuggestionType;
  mine_level: Level | null;
  mine_limit: number | null;
  most_level: Level | null;
  most_limit: number | null;
  level: Level;
  day_limit: number;
  used: number;
};

export type Automatic = { id: string; version: number; user_id: string; name: string; role: Role };

/**
 * What its lead's owner wants carried out without a press and nobody has touched: no rule speaks against it as far as is known, it was
 * not tried before, and the day has room. The oldest first.
 */
export async function listAutomatic(tx: OrgTx, now: Date, limit: number): Promise<Automatic[]> {
  return tx.sql<Automatic[]>`
    with today as (
      select date_trunc('day', ${now}::timestamptz at time zone o.timezone) at time zone o.timezone as begins from organizations o),
    wanted as (
      select a.user_id, a.action, e.day_limit - (select count(*)::int from suggestions d, today
        where d.decided_by = a.user_id and d.type = a.action and d.automatic and d.decided_at >= today.begins) as room
      from autonomy_settings a cross join lateral autonomy_of(a.user_id, a.action) e
      where a.user_id is not null and a.level = 'automatic' and e.level = 'automatic'),
    ripe as (
      select s.id, s.version, m.user_id, m.name, m.role, w.room, row_number() over (partition by m.user_id, s.type order by s.created_at, s.id) as nth
      from wanted w join memberships m on m.user_id = w.user_id and m.active
      join leads l on l.owner_id = w.user_id and l.deleted_at is null
      join suggestions s on s.lead_id = l.id and s.type = w.action
      where s.status = 'PENDING' and s.error is null and s.expires_at > ${now} and (s.snoozed_until is null or s.snoozed_until <= ${now})
        and (s.not_before is null or s.not_before <= ${now}) and (s.type = 'TASK' or s.anchor_id is not distinct from l.last_communication_id))
    select id, version, user_id, name, role from ripe where nth <= room order by nth, id limit ${limit}`;
}
