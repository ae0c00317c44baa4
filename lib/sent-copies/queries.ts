import type { OrgTx } from "@/db/tenant";
import { claimedOf } from "@/lib/delivery/claim-messages";
import { listTexts } from "@/lib/delivery/queries";
import type { Claimed } from "@/lib/letters/schema";
import { lookedFor } from "./rules";

export type Uncopied = { attempt_id: string; mailbox_id: string; sent_at: Date; message: Claimed };
type Row = {
  attempt_id: string;
  number: number;
  mailbox_id: string;
  mailbox_version: number;
  sender_name: string | null;
  id: string;
  from_address: string;
  sent_at: Date;
};

/** What left by mailboxes that are read too and is not in their Sent folder yet, as it left but for pictures and links that count. */
export async function listUncopied(tx: OrgTx, now: Date, limit: number): Promise<Uncopied[]> {
  const { from, until } = lookedFor(now);
  const rows = await tx.sql<Row[]>`
    select a.id as attempt_id, a.number, a.mailbox_id, b.version as mailbox_version, coalesce(b.sender_name, c.actor_name) as sender_name,
      c.id, c.from_address, coalesce(c.sent_at, a.ended_at) as sent_at
    from delivery_attempts a join mailboxes b on b.org_id = a.org_id and b.id = a.mailbox_id and b.imap_host is not null and b.state = 'active'
    join communications c on c.org_id = a.org_id and c.id = a.communication_id and c.redacted_at is null and c.from_address is not null
    where a.copied_at is null and a.outcome = 'sent' and a.transport = 'smtp' and a.mailbox_id is not null
      and a.ended_at between ${from} and ${until}
    order by a.ended_at, a.id limit ${limit}`;
  const texts = await listTexts(
    tx,
    rows.map((row) => row.id),
  );
  return rows.flatMap((row) => {
    const text = texts.find((one) => one.id === row.id);
    if (!text) return [];
    const claim = { id: row.id, transport: "smtp", fromAddress: row.from_address };
    const message = claimedOf(claim, row, { ...text, tracking: false }, row.number);
    return [{ attempt_id: row.attempt_id, mailbox_id: row.mailbox_id, sent_at: row.sent_at, message }];
  });
}
