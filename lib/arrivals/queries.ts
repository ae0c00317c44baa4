import type { OrgTx } from "@/db/tenant";
import type { Actor } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import type { MailKind } from "@/lib/mail-kinds/schema";
import { namedIds } from "@/lib/threads/rules";

type Row = {
  id: string;
  state: "matched" | "unmatched" | "dismissed";
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
  i.id, i.state, i.user_id, m.name as user_name, i.lead_id, i.communication_id, i.about_id, i.thread_id, i.message_id, i.repeats_id, i.from_address,
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

/** Messages nobody knew whose they were, from this address or naming this message, oldest first. */
export async function lockWaiting(
  tx: OrgTx,
  by: { fromNorm?: string; named?: string; about?: string; norms?: string[] },
): Promise<StoredMail[]> {
  const rows = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from inbound_messages i ${tx.sql.unsafe(joins)}
    where i.state = 'unmatched' and (i.from_norm = ${by.fromNorm ?? null} or i.in_reply_to = ${by.named ?? null}
      or ${by.named ?? null} = any (string_to_array(i."references", ' ')) or i.about_message_id = ${by.about ?? null}
      or (i.kind in ('bounce', 'complaint') and lower(i.recipient) = any (${by.norms ?? []}::text[])))
    order by i.occurred_at, i.id for update of i`;
  return rows.map(toMail);
}

/** Reports on a message that came before the message itself was known. */
export async function lockReportsAbout(tx: OrgTx, messageId: string): Promise<StoredMail[]> {
  const rows = await tx.sql<Row[]>`
    select ${tx.sql.unsafe(columns)} from inbound_messages i ${tx.sql.unsafe(joins)}
    where i.about_message_id = ${messageId} and i.about_id is null and i.kind in ('bounce', 'complaint') order by i.occurred_at, i.id for update of i`;
  return rows.map(toMail);
}

/** Which of these messages of ours something waits for that nobody could place: a report on one or on its address, or a message that names it. */
export async function findAwaited(tx: OrgTx, messageIds: string[], norms: string[]): Promise<Set<string>> {
  const rows = await tx.sql<{ words: string | null }[]>`
    select concat_ws(' ', about_message_id, in_reply_to, "references", case when kind in ('bounce', 'complaint') then lower(recipient) end) as words
    from inbound_messages
    where state = 'unmatched' and (in_reply_to = any (${messageIds}::text[]) or about_message_id = any (${messageIds}::text[])
      or string_to_array("references", ' ') && ${messageIds}::text[] or (kind in ('bounce', 'complaint') and lower(recipient) = any (${norms}::text[])))
    union all
    select about_message_id from inbound_messages
    where about_message_id = any (${messageIds}::text[]) and about_id is null and kind in ('bounce', 'complaint')`;
  const waited = new Set(rows.flatMap((row) => row.words?.split(" ") ?? []));
  return new Set([...messageIds, ...norms].filter((one) => waited.has(one)));
}
