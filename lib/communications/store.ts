import type { InferInsertModel } from "drizzle-orm";
import type { communications, threads } from "@/db/schema";
import type { OrgTx } from "@/db/tenant";
import { comparableText } from "@/lib/texts/rules";
import type { GivenCall } from "./call-rules";

// What a row of the ledger is made of. A column more is a word more; the owner of what it points to adds it.
const given = [
  ...(["id", "leadId", "companyId", "userId", "actorName", "source", "intent", "channel", "direction"] as const),
  ...(["fromAddress", "toAddress", "toNorm", "cc", "subject", "body", "status", "threadId", "parentId"] as const),
  ...(["messageId", "inReplyTo", "references", "occurredAt", "repliedAt", "guardKind", "overrideId"] as const),
  ...([
    "bodyHtml",
    "templateId",
    "templateVersion",
    "templateVariables",
    "readAsId",
    "replyClass",
    "replyEvidence",
  ] as const),
  ...([
    "metadata",
    "scheduledFor",
    "nextAttemptAt",
    "priority",
    "idempotencyKey",
    "enrollmentId",
    "stepId",
    "campaignId",
  ] as const),
];
type Ledger = InferInsertModel<typeof communications>;
type Column = Pick<Ledger, Exclude<(typeof given)[number], "id" | "metadata">>;
export type NewCommunication = Column & {
  id: string;
  /** the database's clock when not given */
  createdAt?: Date;
  updatedAt?: Date;
  metadata?: Record<string, unknown>;
  /** a call, where somebody said how it went; kept beside the ledger */
  call?: GivenCall | null;
};
export type NewThread = InferInsertModel<typeof threads> & { id: string };

const columnOf = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const pairs = given.map((key) => [key, columnOf(key)] as const);
const insertedColumns = `body_norm, ${pairs.map(([, column]) => `"${column}"`).join(", ")}`;
// One text for any number of rows: it is prepared once, and the driver has one parameter to write instead of 27 a row.
const insertText = `insert into communications (${insertedColumns}, created_at, updated_at)
  select ${insertedColumns}, coalesce(created_at, now()), coalesce(updated_at, created_at, now())
  from json_populate_recordset(null::communications, $1::text::json)`;

/** Appends touches to the ledger. Lead and thread summaries follow by trigger; leads must be locked already. */
export async function insertCommunications(tx: OrgTx, rows: NewCommunication[]): Promise<void> {
  if (rows.length > 0) await tx.sql.unsafe(insertText, [JSON.stringify(rows.map(toRow))], { prepare: true });
}

/** The same for who needs no answer. */
export function insertTouchLater(tx: OrgTx, row: NewCommunication): void {
  tx.later({ with: `@touch as (${insertText})`, given: [JSON.stringify([toRow(row)])] });
}

const toRow = (one: NewCommunication) => ({
  ...Object.fromEntries(pairs.map(([key, column]) => [column, one[key]])),
  body_norm: one.direction === "outbound" ? comparableText(one.body) : null,
  guard_kind: one.guardKind ?? "none",
  metadata: one.metadata ?? {},
  priority: one.priority ?? 5,
  created_at: one.createdAt,
  updated_at: one.updatedAt,
});

/** Marks an outbound touch as answered at `repliedAt` by hand, or as not answered. */
export async function updateReply(tx: OrgTx, id: string, repliedAt: Date | null, at: Date): Promise<void> {
  await tx.sql`update communications set replied_at = ${repliedAt}, updated_at = ${at} where id = ${id}`;
}

/** Starts the conversations that are not there yet, by lead and root; returns the id of every one asked for, in order. */
export async function ensureThreads(tx: OrgTx, list: NewThread[]): Promise<{ id: string; created: boolean }[]> {
  if (list.length === 0) return [];
  const column = <T>(pick: (one: NewThread) => T) => list.map(pick);
  const rows = await tx.sql<{ id: string; created: boolean }[]>`
    with asked as (
      select * from unnest(${column((t) => t.id)}::uuid[], ${column((t) => t.leadId)}::uuid[], ${column((t) => t.channel)}::text[],
        ${column((t) => t.subject ?? null)}::text[], ${column((t) => t.rootKey ?? t.id)}::text[]) with ordinality as a(id, lead_id, channel, subject, root_key, place)),
    added as (
      insert into threads (id, lead_id, channel, subject, root_key)
      select distinct on (lead_id, root_key) id, lead_id, channel, subject, root_key from asked order by lead_id, root_key, place
      on conflict (org_id, lead_id, root_key) do nothing returning id, lead_id, root_key)
    select coalesce(added.id, t.id) as id, coalesce(added.id = a.id, false) as created
    from asked a left join added on added.lead_id = a.lead_id and added.root_key = a.root_key
    left join threads t on t.lead_id = a.lead_id and t.root_key = a.root_key order by a.place`;
  return [...rows];
}

export type Reply = { leadId: string; messageId: string; answersMessageId: string };

/** Joins stored messages from people to the touches they answer; the first answer counts. Returns how many touches it answered. */
export async function linkReplies(tx: OrgTx, replies: Reply[], at: Date): Promise<number> {
  if (replies.length === 0) return 0;
  const column = <T>(pick: (one: Reply) => T) => replies.map(pick);
  // A clock that ran wrong may date an answer before its question: it then counts as answered at once.
  const rows = await tx.sql`
    update communications c set replied_at = greatest(r.occurred_at, c.occurred_at), replied_by_id = r.id, updated_at = ${at}
    from (
      select distinct on (q.id) q.id as touch_id, i.id, i.occurred_at
      from unnest(${column((r) => r.leadId)}::uuid[], ${column((r) => r.messageId)}::text[], ${column((r) => r.answersMessageId)}::text[]) as p(lead_id, message_id, answers)
      join communications i on i.message_id = p.message_id and i.direction = 'inbound' and i.lead_id = p.lead_id
      join communications q on q.message_id = p.answers and q.direction = 'outbound' and q.lead_id = p.lead_id
      order by q.id, i.occurred_at, i.id) r
    where c.id = r.touch_id and (c.replied_by_id is null or c.replied_at > greatest(r.occurred_at, c.occurred_at)) returning c.id`;
  return rows.length;
}
