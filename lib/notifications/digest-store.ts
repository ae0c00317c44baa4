import type { OrgTx } from "@/db/tenant";
import { nextMorningOf } from "@/lib/member-mail/rules";

export type Digest = { told_position: number };

/** Whoever was just told something gets the next morning's digest. Locks their rows, so that a digest that is being told ends first. */
export async function planDigests(tx: OrgTx, userIds: readonly string[], now: Date): Promise<void> {
  if (userIds.length === 0) return;
  const members = await tx.sql<{ user_id: string; zone: string }[]>`
    select m.user_id, coalesce(m.timezone, o.timezone) as zone from memberships m join organizations o on o.id = m.org_id
    where m.org_id = current_org_id() and m.user_id = any (${[...new Set(userIds)]}::uuid[]) order by m.user_id`;
  const mornings = members.map(({ zone }) => nextMorningOf(now, zone).toISOString());
  await tx.sql`
    insert into notification_digests as d (user_id, next_at)
    select * from unnest(${members.map((one) => one.user_id)}::uuid[], ${mornings}::text[]::timestamptz[])
    on conflict (org_id, user_id) do update set next_at = excluded.next_at, updated_at = ${now} where d.wanted and d.next_at is null`;
}

/** A member's digest whose morning has come, locked until commit; null when another has told it. */
export async function lockDueDigest(tx: OrgTx, userId: string, now: Date): Promise<Digest | null> {
  const [row] = await tx.sql<Digest[]>`
    select told_position::float8 as told_position from notification_digests where user_id = ${userId} and next_at <= ${now} for update`;
  return row ?? null;
}

/** How far this member has been told by mail, and when again: null, as soon as there is something new. */
export async function moveDigest(
  tx: OrgTx,
  { userId, told, nextAt }: { userId: string; told: number; nextAt: Date | null },
  now: Date,
): Promise<void> {
  await tx.sql`
    update notification_digests set told_position = ${told}, next_at = ${nextAt}, updated_at = ${now} where user_id = ${userId}`;
}

/** Switched on again it tells what comes from then on. */
export async function wantDigest(tx: OrgTx, userId: string, wanted: boolean, now: Date): Promise<void> {
  await tx.sql`
    insert into notification_digests as d (user_id, wanted) values (${userId}, ${wanted})
    on conflict (org_id, user_id) do update set wanted = excluded.wanted, next_at = null, updated_at = ${now},
      told_position = coalesce((select max(n.position) from notifications n where n.user_id = ${userId}), 0)
    where d.wanted <> excluded.wanted`;
}
