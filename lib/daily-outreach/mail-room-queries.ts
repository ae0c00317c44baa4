import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { minusDays, plusSeconds } from "@/lib/core/time";
import { getSettings } from "@/lib/settings/queries";

type Used = { left: number; mine: number; waiting: number; open: number };

/**
 * How many more emails a day can hold for somebody: what the mailbox they write from and the limit of a rep still let out within a day, less
 * what waits to leave and what stands in the day; null without limits.
 */
export async function findMailRoom(tx: OrgTx, { actor: { userId }, now }: Context): Promise<number | null> {
  const [{ settings }, [box]] = await Promise.all([
    getSettings(tx),
    tx.sql<{ id: string; day_limit: number | null }[]>`
      select id, day_limit from mailboxes where channel = 'email' and state <> 'disconnected' and (user_id = ${userId} or is_default)
      order by user_id is not distinct from ${userId} desc, created_at, id limit 1`,
  ]);
  const [ofBox, own] = [box?.day_limit ?? null, settings["sending.rep_day_limit"]];
  if (ofBox === null && own === null) return null;
  const soon = plusSeconds(now, 86_400);
  const [used] = await tx.sql<Used[]>`
    with begun as (
      select a.mailbox_id, c.user_id from delivery_attempts a join communications c on c.org_id = a.org_id and c.id = a.communication_id
      where (a.began_at is not null or a.ended_at is null) and coalesce(a.began_at, a.created_at) > ${minusDays(now, 1)}
        and coalesce(a.began_at, a.created_at) <= ${soon})
    select (select count(*)::int from begun where mailbox_id = ${box?.id ?? null}) as left, (select count(*)::int from begun where user_id = ${userId}) as mine,
      (select count(*)::int from communications where user_id = ${userId} and channel = 'email' and status = 'queued' and next_attempt_at <= ${soon}) as waiting,
      (select count(*)::int from daily_outreach_items i join daily_outreach_batches b on b.org_id = i.org_id and b.id = i.batch_id
        where b.user_id = ${userId} and i.status = 'open' and i.channel = 'email') as open`;
  const { left, mine, waiting, open } = used ?? { left: 0, mine: 0, waiting: 0, open: 0 };
  const rooms = [...(ofBox === null ? [] : [ofBox - left]), ...(own === null ? [] : [own - mine])];
  return Math.max(0, Math.min(...rooms) - waiting - open);
}
