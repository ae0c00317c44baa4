import type { OrgTx } from "@/db/tenant";
import type { Actor } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import type { MailKind } from "@/lib/mail-kinds/schema";
import { namedIds } from "@/lib/threads/rules";

type Row = {
  id: string;
  channel: "email" | "sms";
  state: "matched" | "unmatched" | "dismissed" | "passing";
  user_id: string | null;
  user_name: string | null;
  lead_id: string | null;
  communication_id: string | null;
  about_id: string | null;
  thread_id: string | null;
  message_id: string;
  repeats_id: boolean;
  from_address: string;
  from_norm: string | null;
  to_addresses: string | null;
  subject: string | null;
  body: string | null;
  in_reply_to: string | null;
  references: string | null;
  occurred_at: Date;
  kind: MailKind;
  recipient: string | null;
  hard: boolean | null;
  return_date: string | null;
  about_message_id: string | null;
};
/** A message as it is kept; `named`: the Message-IDs it names, nearest first; `throughList`: known while it arrives. */
export type StoredMail = Row & { named: string[]; throughList?: boolean };

const columns = `
  i.id, i.channel, i.state, i.user_id, m.name as user_name, i.lead_id, i.communication_id, i.about_id, i.thread_id, i.message_id, i.repeats_id, i.from_address,
  i.from_norm, i.to_addresses, i.subject, i.body, i.in_reply_to, i."references", i.occurred_at, i.kind, i.recipient, i.hard,
  i.return_date::text as return_date, i.about_message_id`;
const joins = "left join memberships m on m.org_id = i.org_id and m.user_id = i.user_id";

const toMail = (row: Row): StoredMail => ({ ...row, named: namedIds(row.in_reply_to, row.references) });

/** A message that was kept, locked until the commit; NOT_FOUND when it is not here, or its lead is out of sight; nor for a rep (`by`) when it is no lead's and lies in a colleague's mailbox. */
export async function lockStored(tx: OrgTx, id: string, by?: Actor): Promise<StoredMail> {
  const [row] = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from inbound_messages i ${tx.sql.unsafe(joins)}
    where i.id = ${id} and (i.lead_id is null or exists (select from leads l where l.id = i.lead_id)) for update of i`;
  const isTheirs =
    row?.state !== "matched" && by?.role === "rep" && row?.user_id !== by.userId && row?.user_id !== null;
  if (!row || isTheirs) throw notFound("message");
  return toMail(row);
}

/** Messages nobody knew whose they were, from this address, or naming this message, reporting on it or on one of these addresses; oldest first. */
export async function lockWaiting(
  tx: OrgTx,
  by: { fromNorm: string } | { messageId: string; norms: string[] },
): Promise<StoredMail[]> {
  const these =
    "fromNorm" in by
      ? tx.sql`i.from_norm = ${by.fromNorm}`
      : tx.sql`i.id = any (array(select waiting_mail(${[by.messageId, ...by.norms.map(failed)]}::text[])))`;
  const rows = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from inbound_messages i ${tx.sql.unsafe(joins)}
    where i.state = 'unmatched' and ${these} order by i.occurred_at, i.id for update of i`;
  return rows.map(toMail);
}

// How `awaited_words` says that mail to an address is said to have failed.
const failed = (norm: string) => `to ${norm}`;

/** What passed on a list and answers one of these, as far as a lead or one of us wrote it; oldest first. */
export async function lockPassing(tx: OrgTx, answered: string[]): Promise<StoredMail[]> {
  if (answered.length === 0) return [];
  const rows = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from inbound_messages i ${tx.sql.unsafe(joins)}
    where i.state = 'passing' and i.in_reply_to = any (${answered}::text[]) and i.from_norm is not null
    order by i.occurred_at, i.id for update of i`;
  return rows.map((row) => ({ ...toMail(row), throughList: true }));
}

/** Reports on a message that came before the message itself was known. */
export async function lockReportsAbout(tx: OrgTx, messageId: string): Promise<StoredMail[]> {
  const rows = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from inbound_messages i ${tx.sql.unsafe(joins)}
    where i.about_message_id = ${messageId} and i.about_id is null and i.kind in ('bounce', 'complaint') order by i.occurred_at, i.id for update of i`;
  return rows.map(toMail);
}

/** Which of these messages of ours, and of the addresses they went to, something waits for that nobody could place. */
export async function findAwaited(tx: OrgTx, messageIds: string[], norms: string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ words: string[] }[]>`
    select awaited_words("references", in_reply_to, about_message_id, kind, recipient) as words from inbound_messages
    where id = any (array(select waiting_mail(${[...messageIds, ...norms.map(failed)]}::text[])))
    union all
    select array[about_message_id] from inbound_messages
    where about_message_id = any (${messageIds}::text[]) and about_id is null and kind in ('bounce', 'complaint')`;
  const waited = new Set(rows.flatMap((row) => row.words));
  return new Set([...messageIds.filter((id) => waited.has(id)), ...norms.filter((norm) => waited.has(failed(norm)))]);
}
