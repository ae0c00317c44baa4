import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { readCaptured } from "@/lib/mail/open-captured-line";
import type { ListMailInput, Mail, MailDetail, MailPage, OutboxState } from "./schema";

type Row = Omit<Mail, "at"> & { at: Date; place: string; text: string | null };

// In the text and not as parameters: what has not left has an index of its own.
const statuses: Record<OutboxState, string> = {
  left: "c.status in ('sent', 'delivered', 'bounced')",
  unknown: "c.status = 'unknown'",
  failed: "c.status in ('failed', 'rejected', 'blocked')",
  waiting: "(c.status = 'queued' or c.status = 'sending')",
};

/** Messages that a server has or was to have, the newest first. */
export async function listMail(tx: OrgTx, { state, limit, cursor }: ListMailInput): Promise<MailPage> {
  const after = decodeCursor("mail", cursor, "time");
  const rows = await selectMail(
    tx,
    tx.sql`${tx.sql.unsafe(statuses[state])} ${after ? tx.sql`and (c.occurred_at, c.id) < (${after[0]}::text::timestamptz, ${after[1]}::text::uuid)` : tx.sql``}`,
    limit + 1,
  );
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const next = rows.length > limit && last ? encodeCursor("mail", [last.place, last.id]) : null;
  return { data: shown.map(toMail), next_cursor: next };
}

/** One of them with its text, and as its file has it where it was captured. */
export async function getMail(tx: OrgTx, id: string): Promise<MailDetail> {
  const [row] = await selectMail(tx, tx.sql`c.id = ${id}`, 1);
  if (!row) throw notFound("message");
  const raw = row.transport === "captured" ? await readCaptured(id) : null;
  return { ...toMail(row), text: row.text, raw };
}

/** How many messages nobody can say whether they left. */
export async function countUnknown(tx: OrgTx): Promise<number> {
  const [row] = await tx.sql<{ n: number }[]>`select count(*)::int as n from communications where status = 'unknown'`;
  return row?.n ?? 0;
}

const selectMail = (tx: OrgTx, where: ReturnType<OrgTx["sql"]>, limit: number) => tx.sql<Row[]>`
  select c.id, jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) as lead,
    case when c.user_id is not null then jsonb_build_object('id', c.user_id, 'name', coalesce(m.name, c.actor_name)) end as user,
    c.channel, c.status, c.provider as transport, c.from_address as from, c.to_address as to, c.subject,
    '<' || c.message_id || '>' as message_id,
    coalesce(c.sent_at, c.next_attempt_at, c.occurred_at) as at, c.occurred_at::text as place, c.body as text,
    coalesce(c.error_message, c.provider_response) as response,
    (select count(*)::int from delivery_attempts a where a.org_id = c.org_id and a.communication_id = c.id) as tries
  from communications c join leads l on l.org_id = c.org_id and l.id = c.lead_id
  left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id
  where c.direction = 'outbound' and c.scheduled_for is not null and c.message_id is not null and c.channel in ('email', 'sms') and ${where}
  order by c.occurred_at desc, c.id desc limit ${limit}`;

const toMail = ({ place: _place, text: _text, ...row }: Row): Mail => ({ ...row, at: row.at.toISOString() });
