import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { minusDays, plusSeconds } from "@/lib/core/time";
import { getSettings } from "@/lib/settings/queries";

type Row = { limit: number | null; left: number; mine: number; waiting: number; open: number };

/**
 * How many more emails a day can hold for somebody: what the mailbox they write from and the limit of a rep still let out within a day, less
 * what waits to leave and what stands in the day; null without limits.
 */
export async function findMailRoom(tx: OrgTx, ctx: Context): Promise<number | null> {
  const [{ settings }, [row]] = await Promise.all([
    getSettings(tx),
    tx.sql<Row[]>`
      with box as (
        select id, day_limit from mailboxes where channel = 'email' and state <> 'disconnected' and (user_id = ${ctx.actor.userId} or is_default)
        order by user_id is not distinct from ${ctx.actor.userId} desc, created_at, id limit 1),
      begun as (
        select a.mailbox_id, c.user_id from delivery_attempts a join communications c on c.org_id = a.org_id and c.id = a.communication_id
        where (a.began_at is not null or a.ended_at is null) and coalesce(a.began_at, a.created_at) > ${minusDays(ctx.now, 1)}
          and coalesce(a.began_at, a.created_at) <= ${plusSeconds(ctx.now, 86_400)})
      select (select day_limit from box) as limit, (select count(*)::int from begun where mailbox_id = (select id from box)) as left,
        (select count(*)::int from begun where user_id = ${ctx.actor.userId}) as mine,
        (select count(*)::int from communications where user_id = ${ctx.actor.userId} and channel = 'email' and status = 'queued'
          and next_attempt_at <= ${plusSeconds(ctx.now, 86_400)}) as waiting,
        (select count(*)::int from daily_outreach_items i join daily_outreach_batches b on b.org_id = i.org_id and b.id = i.batch_id
          where b.user_id = ${ctx.actor.userId} and i.status = 'open' and i.channel = 'email') as open`,
  ]);
  if (!row) return null;
  const [box, own] = [row.limit, settings["sending.rep_day_limit"]];
  const rooms = [...(box === null ? [] : [box - row.left]), ...(own === null ? [] : [own - row.mine])];
  return rooms.length === 0 ? null : Math.max(0, Math.min(...rooms) - row.waiting - row.open);
}
