import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { blockedOfPage, type LeadRow, leadColumns, leadJoins, toLead } from "@/lib/leads/queries";
import type { Queue, QueuePage } from "./schema";

const places = {
  "needs-reply": { flag: "l.needs_reply", since: "l.last_response_at" },
  "awaiting-reply": { flag: "l.awaiting_reply", since: "l.last_contacted_at" },
} as const;

/**
 * Who is in a queue: a lead rests until its moment, unless they have written since. `$1` is now, `$2` the owner, or null for everybody's: each
 * has its own index. What they wrote last is looked at of those alone who rest, so that the others are counted from the index.
 */
export const queueCondition = (queue: Queue, owned: boolean): string => `
  ${places[queue].flag} and l.deleted_at is null and ${owned ? "l.owner_id = $2::uuid" : "$2::uuid is null"}
  and not exists (select from lead_snoozes s where s.org_id = l.org_id and s.lead_id = l.id and s.until > $1::timestamptz
    and not exists (select from leads w where w.org_id = s.org_id and w.id = s.lead_id and w.last_response_at > s.since))`;

/** The ids of one page, the longest waiting first. `$3`, `$4`: the place before; `$5`: how many. */
export const queuePage = (queue: Queue, after: boolean, owned = false): string => `
  select l.id, ${places[queue].since} as since from leads l
  where ${queueCondition(queue, owned)} ${after ? `and (${places[queue].since}, l.id) > ($4::text::timestamptz, $5::text::uuid)` : ""}
  order by ${places[queue].since}, l.id limit $3`;

/** The first words of what a lead waits with: theirs for us to answer, ours for them. */
const newestWords: Record<Queue, string> = {
  "needs-reply": `select coalesce(k.body_preview, k.subject) from communications k where k.org_id = l.org_id and k.lead_id = l.id
    and k.direction = 'inbound' and k.mail_kind is null and not k.twin order by k.occurred_at desc, k.id desc limit 1`,
  "awaiting-reply": `select coalesce(k.subject, k.body_preview) from communications k where k.org_id = l.org_id and k.lead_id = l.id
    and k.direction = 'outbound' and k.status in ('sent', 'delivered', 'logged') and not k.twin order by k.occurred_at desc, k.id desc limit 1`,
};

type Asked = { limit: number; cursor?: string; owner?: string | null };
const mostCounted = 1000;

/** Leads that wait for us, or for whom we wait, the longest first; snoozed ones are left out. */
export async function listQueue(
  tx: OrgTx,
  queue: Queue,
  { limit, cursor, owner = null }: Asked,
  now: Date,
): Promise<QueuePage> {
  const [after, owned] = [decodeCursor(`queue ${queue}`, cursor, "time"), owner !== null];
  const [rows, [counted]] = await Promise.all([
    tx.sql.unsafe<(LeadRow & { since: Date; place: string; said: string | null })[]>(
      `with page as materialized (${queuePage(queue, after !== null, owned)}),
       ${blockedOfPage}
       select ${leadColumns}, page.since, page.since::text as place, (${newestWords[queue]}) as said
       from page join leads l on l.id = page.id ${leadJoins} order by page.since, l.id`,
      [now, owner, limit + 1, ...(after ?? [])],
      { prepare: true },
    ),
    tx.sql.unsafe<{ n: number }[]>(
      `select count(*)::int as n from (select from leads l where ${queueCondition(queue, owned)} limit ${mostCounted + 1}) q`,
      [now, owner],
      { prepare: true },
    ),
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const n = counted?.n ?? 0;
  return {
    data: shown.map((row) => ({
      ...toLead(row),
      waiting_since: row.since.toISOString(),
      preview: row.said,
    })),
    next_cursor: rows.length > limit && last ? encodeCursor(`queue ${queue}`, [last.place, last.id]) : null,
    ...(n > mostCounted ? { total_at_least: mostCounted } : { total: n }),
  };
}
