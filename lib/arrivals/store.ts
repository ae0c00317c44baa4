import { createHash } from "node:crypto";
import type { OrgTx } from "@/db/tenant";
import { groupedBy } from "@/lib/core/grouped";
import { newId } from "@/lib/core/ids";
import { cutText } from "@/lib/core/text-rules";
import { namedIds } from "@/lib/threads/rules";
import type { Match } from "./match-queries";
import type { StoredMail } from "./queries";
import { isSameMessage, squeezed } from "./rules";
import type { ReceivedMail } from "./schema";

/** `channel`: a text came instead of a mail. */
export type Arriving = {
  mail: ReceivedMail;
  channel?: "email" | "sms";
  mailboxId: string | null;
  userId: string | null;
  userName: string | null;
};

/**
 * Keeps messages that arrived, unless they are here; null for one that is, under its id with these words. No two of them may have the same
 * Message-ID.
 */
export async function insertArrivals(tx: OrgTx, list: Arriving[], at: Date): Promise<(StoredMail | null)[]> {
  if (list.length === 0) return [];
  const ids = list.map(({ mail }) => mail.message_id);
  const rows = await tx.sql<{ message_id: string; body: string | null }[]>`
    select message_id, body from inbound_messages where message_id = any (${ids}::text[]) and state <> 'passing'
    union all select message_id, body from communications where message_id = any (${ids}::text[]) and direction = 'inbound' and not twin`;
  const known = groupedBy(rows, (row) => row.message_id);
  const drafts = list.map((one) => {
    const before = known.get(one.mail.message_id) ?? [];
    const isHere = before.some((row) => isSameMessage(row.body ?? "", one.mail.text));
    return isHere ? null : rowOf(one, before.length > 0, at);
  });
  const fresh = drafts.filter((draft) => draft !== null);
  if (fresh.length === 0) return drafts.map(() => null);
  const stored = await tx.sql.unsafe<{ id: string }[]>(insertText, [JSON.stringify(fresh)], { prepare: true });
  const storedIds = new Set(stored.map((row) => row.id));
  return drafts.map((draft, nth) => (draft && storedIds.has(draft.id) ? toStored(draft, list[nth]) : null));
}

/** Keeps mail of a list between others as far as it joins what are touches: with its words, or the Message-IDs alone. Returns what is new. */
export async function insertPassing(
  tx: OrgTx,
  list: (Arriving & { words: boolean })[],
  at: Date,
): Promise<StoredMail[]> {
  if (list.length === 0) return [];
  const drafts = list.map((one) => {
    const { mail, words } = one;
    const [nearest = null, ...others] = [...new Set([...mail.in_reply_to, ...mail.references.toReversed()])];
    const draft = { ...rowOf(one, false, at), in_reply_to: nearest, references: others.toReversed().join(" ") || null };
    return {
      ...draft,
      ...(words ? {} : noWords),
      body_html: null,
      body_hash: `passing ${draft.body_hash}`,
      state: "passing" as const,
    };
  });
  const stored = await tx.sql.unsafe<{ id: string }[]>(insertText, [JSON.stringify(drafts)], { prepare: true });
  const storedIds = new Set(stored.map((row) => row.id));
  return drafts.flatMap((draft, nth) => (storedIds.has(draft.id) ? [toStored(draft, list[nth])] : []));
}
const noWords = { from_address: "", from_norm: null, from_name: null, to_addresses: null, subject: null, body: null };

const columns = [
  ...[
    "id",
    "mailbox_id",
    "channel",
    "user_id",
    "message_id",
    "body_hash",
    "repeats_id",
    "from_address",
    "from_norm",
    "from_name",
  ],
  ...["to_addresses", "subject", "body", "body_html", "in_reply_to", "references", "occurred_at", "kind", "evidence"],
  ...["recipient", "hard", "return_date", "about_message_id", "state", "created_at", "updated_at"],
]
  .map((name) => `"${name}"`)
  .join(", ");
const insertText = `insert into inbound_messages (${columns})
  select ${columns} from json_populate_recordset(null::inbound_messages, $1::text::json)
  on conflict (org_id, message_id, body_hash) do nothing returning id`;

function rowOf({ mail, channel = "email", mailboxId, userId }: Arriving, repeatsId: boolean, at: Date) {
  const reached = [...mail.to, ...mail.cc].map((one) => one.email).join(", ");
  return {
    id: newId(),
    mailbox_id: mailboxId,
    channel,
    user_id: userId,
    message_id: mail.message_id,
    body_hash: hashOf(mail),
    repeats_id: repeatsId,
    from_address: mail.from.email,
    from_norm: mail.from.norm || null,
    from_name: mail.from.name || null,
    to_addresses: cutText(reached, 2000) || null,
    subject: mail.subject || null,
    body: mail.text || null,
    body_html: mail.html,
    in_reply_to: mail.in_reply_to[0] ?? null,
    references: [...mail.references, ...mail.in_reply_to.slice(1)].join(" ") || null,
    occurred_at: mail.at,
    kind: mail.kind,
    evidence: mail.evidence,
    recipient: mail.recipient,
    hard: mail.hard,
    return_date: mail.return_date,
    about_message_id: mail.about_message_id,
    state: "unmatched" as const,
    created_at: at,
    updated_at: at,
  };
}

const toStored = (
  row: Omit<ReturnType<typeof rowOf>, "state"> & Pick<StoredMail, "state">,
  one: Arriving | undefined,
): StoredMail => ({
  ...row,
  user_name: one?.userName ?? null,
  throughList: one?.mail.is_list ?? false,
  lead_id: null,
  communication_id: null,
  about_id: null,
  thread_id: null,
  named: namedIds(row.in_reply_to, row.references),
});

export type Settled = {
  id: string;
  leadId: string;
  by: Match["by"] | "person";
  communicationId?: string | null;
  aboutId?: string | null;
  threadId?: string | null;
};

/** Whose they are, and what they became; what one became before, by another kind, stays with it. */
export async function updateArrivals(tx: OrgTx, list: Settled[], at: Date): Promise<void> {
  if (list.length === 0) return;
  await tx.sql`
    update inbound_messages i set state = 'matched', lead_id = s."leadId", matched_by = s.by,
      communication_id = coalesce(s."communicationId", i.communication_id), about_id = s."aboutId",
      thread_id = coalesce(s."threadId", i.thread_id), updated_at = ${at}
    from json_to_recordset(${JSON.stringify(list)}::text::json)
      as s(id uuid, "leadId" uuid, by text, "communicationId" uuid, "aboutId" uuid, "threadId" uuid)
    where i.id = s.id`;
}

/** Somebody said whose it is, or that it is nobody's. */
export async function updateDecision(
  tx: OrgTx,
  id: string,
  given: { state: "unmatched" | "dismissed" | null; by: string; at: Date },
): Promise<void> {
  await tx.sql`
    update inbound_messages set state = coalesce(${given.state}, state), decided_by = ${given.by}, decided_at = ${given.at}, updated_at = ${given.at}
    where id = ${id}`;
}

/** A person's word on what kind of mail it is. */
export async function updateKind(tx: OrgTx, id: string, given: { kind: string; by: string; at: Date }): Promise<void> {
  await tx.sql`
    update inbound_messages set kind = ${given.kind}, evidence = 'a person said so', corrected_by = ${given.by}, corrected_at = ${given.at},
      updated_at = ${given.at}
    where id = ${id}`;
}

/** What tells two messages of one Message-ID apart: who wrote it and the words. */
const hashOf = (mail: ReceivedMail): string =>
  createHash("sha256")
    .update([mail.from.norm, squeezed(mail.subject), squeezed(mail.text)].join("\n"))
    .digest("hex");
