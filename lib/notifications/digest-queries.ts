import type { OrgTx } from "@/db/tenant";

/** Whether this person is told by mail what they have not read: unless they said no. */
export async function wantsDigest(tx: OrgTx, userId: string): Promise<boolean> {
  const [row] = await tx.sql<{ wanted: boolean }[]>`
    select wanted from notification_digests where org_id = current_org_id() and user_id = ${userId}`;
  return row?.wanted ?? true;
}

/** How much is unread behind a position, of kinds that are not switched off by now, and how far it goes. */
export async function countUntold(
  tx: OrgTx,
  userId: string,
  since: number,
): Promise<{ unread: number; position: number }> {
  const [row] = await tx.sql<{ unread: number; position: number }[]>`
    select count(*) filter (where n.read_at is null and k.id is null)::int as unread, coalesce(max(n.position), ${since})::float8 as position
    from notifications n left join notification_mutes k on k.org_id = n.org_id and k.user_id = n.user_id and k.kind = n.kind
    where n.org_id = current_org_id() and n.user_id = ${userId} and n.position > ${since}`;
  return row ?? { unread: 0, position: since };
}
