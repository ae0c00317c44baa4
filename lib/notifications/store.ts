import type { OrgTx } from "@/db/tenant";
import type { Telling } from "./rules";
import type { NotificationKind } from "./schema";

export type NewNotification = Telling & { id: string };

/** Once per event and person; returns those that were not there yet. */
export async function insertNotifications(tx: OrgTx, list: NewNotification[], at: Date): Promise<NewNotification[]> {
  if (list.length === 0) return [];
  const column = <T>(pick: (one: NewNotification) => T) => list.map(pick);
  const rows = await tx.sql<{ id: string }[]>`
    insert into notifications (id, user_id, kind, event_id, position, lead_id, created_at, updated_at)
    select n.*, ${at}, ${at} from unnest(${column((n) => n.id)}::uuid[], ${column((n) => n.userId)}::uuid[], ${column((n) => n.kind)}::text[],
      ${column((n) => n.eventId)}::uuid[], ${column((n) => n.position)}::bigint[], ${column((n) => n.leadId)}::uuid[]) as n
    on conflict (org_id, event_id, user_id) do nothing returning id`;
  const added = new Set(rows.map((row) => row.id));
  return list.filter((one) => added.has(one.id));
}

/** Marks what this person was told as read: these, or all; returns how many were not before. */
export async function markRead(tx: OrgTx, userId: string, ids: string[] | null, at: Date): Promise<number> {
  const rows = await tx.sql`
    update notifications set read_at = ${at}, updated_at = ${at}
    where user_id = ${userId} and read_at is null and (${ids}::uuid[] is null or id = any (${ids}::uuid[]))`;
  return rows.count;
}

export async function replaceMute(tx: OrgTx, userId: string, kind: NotificationKind, muted: boolean): Promise<void> {
  if (muted)
    await tx.sql`insert into notification_mutes (user_id, kind) values (${userId}, ${kind}) on conflict (org_id, user_id, kind) do nothing`;
  else await tx.sql`delete from notification_mutes where user_id = ${userId} and kind = ${kind}`;
}
