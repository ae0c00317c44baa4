import type { OrgTx } from "@/db/tenant";
import { answersIn, namedIds } from "./rules";

type Row = {
  id: string;
  message_id: string | null;
  direction: "inbound" | "outbound";
  mail_kind: string | null;
  in_reply_to: string | null;
  references: string | null;
  occurred_at: Date;
  replied_at: Date | null;
  replied_by_id: string | null;
};

/** Joins every message of ours in a conversation to the one of theirs that answers it, whatever came first, and parts what no longer does. A mark made by hand stays until a message says it too. */
export async function linkAnswers(tx: OrgTx, threadId: string, at: Date): Promise<void> {
  const rows = await tx.sql<Row[]>`
    select id, message_id, direction, mail_kind, in_reply_to, "references", occurred_at, replied_at, replied_by_id
    from communications where thread_id = ${threadId} and not twin and status not in ('draft', 'queued', 'cancelled', 'blocked')
    order by occurred_at, id limit 2000`;
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
  const changed = rows.flatMap((row) => {
    const answer = answers.get(row.id);
    // A clock that ran wrong may date an answer before its question: it then counts as answered at once.
    const repliedAt = answer ? new Date(Math.max(answer.at.getTime(), row.occurred_at.getTime())) : null;
    if (row.direction === "inbound" || (!answer && row.replied_by_id === null)) return [];
    if (row.replied_by_id === (answer?.id ?? null) && row.replied_at?.getTime() === repliedAt?.getTime()) return [];
    return [{ id: row.id, by: answer?.id ?? null, repliedAt }];
  });
  if (changed.length === 0) return;
  await tx.sql`
    update communications c set replied_at = n.replied_at::timestamptz, replied_by_id = n.by, updated_at = ${at}
    from (select * from unnest(${changed.map((one) => one.id)}::uuid[], ${changed.map((one) => one.by)}::uuid[], ${changed.map((one) => one.repliedAt?.toISOString() ?? null)}::text[])
      as n(id, by, replied_at) order by id) n
    where c.id = n.id`;
}
