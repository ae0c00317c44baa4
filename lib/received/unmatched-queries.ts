import type { OrgTx } from "@/db/tenant";
import { listReceivedFiles } from "@/lib/attachments/queries";
import type { Actor } from "@/lib/core/context";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import type { UnmatchedDetail, UnmatchedMessage, UnmatchedPage } from "./schema";

type Row = {
  id: string;
  channel: UnmatchedMessage["channel"];
  from_address: string;
  from_name: string | null;
  to: string | null;
  subject: string | null;
  preview: string | null;
  at: Date;
  place: string;
  kind: UnmatchedMessage["kind"];
  repeats_id: boolean;
  user: { id: string; name: string } | null;
};

/**
 * Messages that are no lead's yet, newest first: those of shared mailboxes, and of one's own; managers and admins see all. What lies in a
 * colleague's mailbox and is nobody's is theirs alone.
 */
export async function listUnmatched(
  tx: OrgTx,
  actor: Actor,
  { limit, cursor, state = "unmatched" }: { limit: number; cursor?: string; state?: "unmatched" | "dismissed" },
): Promise<UnmatchedPage> {
  const after = decodeCursor("unmatched", cursor, "time");
  // In the text and not as a parameter: each has a partial index.
  const here = state === "dismissed" ? tx.sql`i.state = 'dismissed'` : tx.sql`i.state = 'unmatched'`;
  const own = actor.role === "rep" ? tx.sql`and (i.user_id is null or i.user_id = ${actor.userId})` : tx.sql``;
  const place = after
    ? tx.sql`and (i.occurred_at, i.id) < (${after[0]}::text::timestamptz, ${after[1]}::text::uuid)`
    : tx.sql``;
  const [rows, [counted]] = await Promise.all([
    tx.sql<Row[]>`
      select i.id, i.channel, i.from_address, i.from_name, i.to_addresses as to, i.subject, left(regexp_replace(left(i.body, 1000), '\\s+', ' ', 'g'), 200) as preview,
        i.occurred_at as at, i.occurred_at::text as place, i.kind, i.repeats_id,
        case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as user
      from inbound_messages i left join memberships m on m.org_id = i.org_id and m.user_id = i.user_id
      where ${here} and i.redacted_at is null ${own} ${place} order by i.occurred_at desc, i.id desc limit ${limit + 1}`,
    tx.sql<
      { total: number }[]
    >`select count(*)::int as total from inbound_messages i where ${here} and i.redacted_at is null ${own}`,
  ]);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    data: shown.map(toUnmatched),
    next_cursor: rows.length > limit && last ? encodeCursor("unmatched", [last.place, last.id]) : null,
    total: counted?.total ?? 0,
  };
}

const toUnmatched = ({ from_address, from_name, at, place: _, ...row }: Row): UnmatchedMessage => ({
  ...row,
  from: { address: from_address, name: from_name },
  at: at.toISOString(),
});

/** All that a message says which is no lead's, its HTML cleaned, and what came with it; NOT_FOUND for whom the list does not show it to. */
export async function getUnmatched(tx: OrgTx, id: string, actor: Actor): Promise<UnmatchedDetail> {
  const own = actor.role === "rep" ? tx.sql`and (user_id is null or user_id = ${actor.userId})` : tx.sql``;
  const [row] = await tx.sql<{ body: string | null; html: string | null }[]>`
    select left(body, 100000) as body, body_html as html from inbound_messages
    where id = ${id} and state in ('unmatched', 'dismissed') and redacted_at is null ${own}`;
  if (!row) throw notFound("message");
  return { id, ...row, files: await listReceivedFiles(tx, id) };
}
