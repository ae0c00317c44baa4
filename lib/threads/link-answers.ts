import type { OrgTx } from "@/db/tenant";
import { groupedBy } from "@/lib/core/grouped";
import { answersIn, namedIds } from "./rules";

type Row = {
  id: string;
  thread_id: string;
  message_id: string | null;
  direction: "inbound" | "outbound";
  mail_kind: string | null;
  in_reply_to: string | null;
  references: string | null;
  occurred_at: Date;
  replied_at: Date | null;
  replied_by_id: string | null;
};

/** Of a conversation so many messages are joined, from its beginning. */
const mostMessages = 2000;

/** Joins every message of ours in these conversations to the one of theirs that answers it, whatever came first, and parts what no longer does. A mark made by hand stays until a message says it too. */
export async function linkAnswers(tx: OrgTx, threadIds: string[], at: Date): Promise<void> {
  if (threadIds.length === 0) return;
  const rows = await tx.sql<Row[]>`
    select c.* from unnest(${[...new Set(threadIds)]}::uuid[]) as t(id) cross join lateral (
      select id, thread_id, message_id, direction, mail_kind, in_reply_to, "references", occurred_at, replied_at, replied_by_id
      from communications where thread_id = t.id and not twin and status not in ('draft', 'queued', 'cancelled', 'blocked')
      order by occurred_at, id limit ${mostMessages}) c`;
  const changed = [...groupedBy(rows, (row) => row.thread_id).values()].flatMap(changedIn);
  if (changed.length === 0) return;
  await tx.sql`
    update communications c set replied_at = n.replied_at::timestamptz, replied_by_id = n.by, updated_at = ${at}
    from (select * from unnest(${changed.map((one) => one.id)}::uuid[], ${changed.map((one) => one.by)}::uuid[], ${changed.map((one) => one.repliedAt?.toISOString() ?? null)}::text[])
      as n(id, by, replied_at) order by id) n
    where c.id = n.id`;
}

function changedIn(rows: Row[]): { id: string; by: string | null; repliedAt: Date | null }[] {
  const answers = answersIn(
    rows.map((row) => ({
      id: row.id,
      messageId: row.message_id,
      direction: row.direction,
      isPersons: row.mail_kind === null,
      named: namedIds(row.in_reply_to, row.references),
      at: row.occurred_at,
    })),
  );
  return rows.flatMap((row) => {
    const answer = answers.get(row.id);
    // A clock that ran wrong may date an answer before its question: it then counts as answered at once.
    const repliedAt = answer ? new Date(Math.max(answer.at.getTime(), row.occurred_at.getTime())) : null;
    if (row.direction === "inbound" || (!answer && row.replied_by_id === null)) return [];
    if (row.replied_by_id === (answer?.id ?? null) && row.replied_at?.getTime() === repliedAt?.getTime()) return [];
    return [{ id: row.id, by: answer?.id ?? null, repliedAt }];
  });
}
