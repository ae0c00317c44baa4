import type { OrgTx } from "@/db/tenant";
import { newId } from "@/lib/core/ids";
import type { ItemReason, ItemStatus } from "./schema";

/** The batch of a rep's day, made when it is not there yet. */
export async function ensureBatch(tx: OrgTx, userId: string, day: string, at: Date): Promise<string> {
  await tx.sql`
    insert into daily_outreach_batches (user_id, day, capacity, created_at, updated_at)
    select user_id, ${day}, capacity, ${at}, ${at} from memberships where user_id = ${userId}
    on conflict (org_id, user_id, day) do nothing`;
  const [row] = await tx.sql<
    { id: string }[]
  >`select id from daily_outreach_batches where user_id = ${userId} and day = ${day}`;
  if (!row) throw new Error("The batch of a member is always there");
  return row.id;
}

/** Says what a day is for. */
export async function updateBatchCampaign(tx: OrgTx, id: string, campaignId: string | null, at: Date): Promise<void> {
  await tx.sql`update daily_outreach_batches set campaign_id = ${campaignId}, updated_at = ${at} where id = ${id}`;
}

export type NewItem = {
  batchId: string;
  leadId: string;
  reason: ItemReason;
  why: string;
  channel: string | null;
  subject: string | null;
  body: string | null;
  /** how the text sounds */
  tone?: string | null;
  dueAt: Date;
  enrollmentId?: string;
  stepId?: string;
  /** what was approved, and is done in the day */
  suggestionId?: string;
  snoozedUntil?: Date | null;
};

/** Adds items; a step that was asked for, and a lead that the day has, are left out. Returns how many are new. */
export async function insertItems(tx: OrgTx, list: NewItem[], at: Date): Promise<number> {
  if (list.length === 0) return 0;
  const rows = list.map((one) => ({
    id: newId(),
    batch_id: one.batchId,
    lead_id: one.leadId,
    reason: one.reason,
    why: one.why,
    channel: one.channel,
    subject: one.subject,
    body: one.body,
    tone: one.tone ?? null,
    due_at: one.dueAt,
    enrollment_id: one.enrollmentId ?? null,
    step_id: one.stepId ?? null,
    suggestion_id: one.suggestionId ?? null,
    snoozed_until: one.snoozedUntil ?? null,
    created_at: at,
    updated_at: at,
  }));
  const columns =
    "id, batch_id, lead_id, reason, why, channel, subject, body, tone, due_at, enrollment_id, step_id, suggestion_id, snoozed_until, created_at, updated_at";
  const added = await tx.sql.unsafe(
    `insert into daily_outreach_items (${columns}) select ${columns} from json_populate_recordset(null::daily_outreach_items, $1::text::json)
     on conflict do nothing returning id`,
    [JSON.stringify(rows)],
    { prepare: true },
  );
  return added.length;
}

export type ItemEnd = {
  status: Exclude<ItemStatus, "open">;
  communicationId?: string | null;
  skipReason?: string | null;
};

/** Ends an item: what is done stays done. */
export async function endItem(
  tx: OrgTx,
  id: string,
  { status, communicationId, skipReason }: ItemEnd,
  at: Date,
): Promise<void> {
  await tx.sql`
    update daily_outreach_items set status = ${status}, communication_id = ${communicationId ?? null}, skip_reason = ${skipReason ?? null},
      sent_at = ${status === "sent" ? at : null}, done_at = ${at}, version = version + 1, updated_at = ${at} where id = ${id}`;
}

/** Opens an item again whose message was cancelled, or which was skipped. */
export async function reopenItem(tx: OrgTx, id: string, at: Date): Promise<void> {
  await tx.sql`
    update daily_outreach_items set status = 'open', communication_id = null, skip_reason = null, sent_at = null, done_at = null,
      version = version + 1, updated_at = ${at} where id = ${id}`;
}

/** What a step of an enrollment asks for was done by this touch; one that belongs to another item already is left there. */
export async function endAsked(
  tx: OrgTx,
  enrollmentId: string,
  communicationId: string | null,
  at: Date,
): Promise<void> {
  await tx.sql`
    update daily_outreach_items i set status = 'done', done_at = ${at}, version = version + 1, updated_at = ${at},
      communication_id = case when not exists (select from daily_outreach_items o where o.communication_id = ${communicationId}) then ${communicationId}::uuid end
    where i.enrollment_id = ${enrollmentId} and i.status = 'open'`;
}
