import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import type { ListNotificationsInput, Notification, NotificationKind, NotificationPage } from "./schema";

type Row = Omit<Notification, "at" | "read_at"> & { at: Date; read_at: Date | null; position: number };

/** What this person was told, newest first; behind a position and without some kinds for whoever asks so. A lead that is out of their sight by now has no name. */
export async function listNotifications(
  tx: OrgTx,
  ctx: Context,
  { unread, limit, cursor }: ListNotificationsInput,
  { since = 0, muted = [] }: { since?: number; muted?: NotificationKind[] } = {},
): Promise<NotificationPage> {
  const after = decodeCursor("notifications", cursor, "integer");
  const rows = await tx.sql<Row[]>`
    select n.id, n.kind, e.at, n.read_at, n.position,
      case when e.actor_name is not null then jsonb_build_object('id', e.actor_id, 'name', coalesce(m.name, e.actor_name)) end as actor,
      case when l.id is not null then jsonb_build_object('id', l.id, 'company', c.name,
        'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) end as lead,
      case when q.id is not null then jsonb_build_object('id', q.id, 'name', q.name) end as sequence,
      case when l.id is not null then p.payload::jsonb ->> 'method' end as method,
      case when e.kind = 'sending.paused' then jsonb_build_object('reason', p.payload::jsonb ->> 'reason', 'server', p.payload::jsonb ->> 'server',
        'mailbox', case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.address) end) end as stopped,
      case e.kind when 'hand_over.accepted' then 'accepted' when 'hand_over.rejected' then 'rejected' end as outcome
    from notifications n
    join events e on e.org_id = n.org_id and e.id = n.event_id
    left join event_payloads p on p.org_id = e.org_id and p.id = e.id
    left join memberships m on m.org_id = e.org_id and m.user_id = e.actor_id
    left join leads l on l.org_id = n.org_id and l.id = n.lead_id and l.deleted_at is null
    left join nurture_sequences q on q.org_id = e.org_id and n.kind = 'trigger_lost' and q.id = (e.subjects ->> 'sequence_id')::uuid
    left join mailboxes b on b.org_id = e.org_id and e.kind = 'sending.paused' and b.id = (e.subjects ->> 'mailbox_id')::uuid
    left join companies c on c.org_id = l.org_id and c.id = l.company_id
    where n.user_id = ${ctx.actor.userId} and (${unread ?? null}::text is null or (n.read_at is null) = (${unread ?? null} = 'true'))
      and n.position > ${since} and n.kind <> all (${muted}::text[])
      and (${after?.[0] ?? null}::text is null or (n.position, n.id) < (${after?.[0] ?? null}::text::bigint, ${after?.[1] ?? null}::text::uuid))
    order by n.position desc, n.id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(({ position: _, ...row }) => ({
      ...row,
      at: row.at.toISOString(),
      read_at: row.read_at?.toISOString() ?? null,
    })),
    next_cursor: rows.length > limit && last ? encodeCursor("notifications", [last.position, last.id]) : null,
    unread: await countUnread(tx, ctx.actor.userId),
  };
}

/** Up to a thousand. */
export async function countUnread(tx: OrgTx, userId: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`
    select count(*)::int as n from (select from notifications where user_id = ${userId} and read_at is null limit 1000) x`;
  return row?.n ?? 0;
}

/** The kinds this person switched off. */
export async function listMutes(tx: OrgTx, userId: string): Promise<NotificationKind[]> {
  const rows = await tx.sql<
    { kind: NotificationKind }[]
  >`select kind from notification_mutes where user_id = ${userId}`;
  return rows.map((row) => row.kind);
}
