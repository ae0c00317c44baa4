import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import type { LeadAddress, Message } from "./schema";

type Times = "send_at" | "created_at" | "updated_at";
type MessageRow = Omit<Message, Times> & { send_at: Date | null; created_at: Date; updated_at: Date };

/** A message as it stands; NOT_FOUND for anything that was never one. A draft is there for its writer alone. */
export async function getMessage(tx: OrgTx, id: string, userId: string): Promise<Message> {
  const [row] = await tx.sql<MessageRow[]>`
    select c.id, c.lead_id, c.channel, c.status, c.to_address as to, c.subject, c.body as body_text, c.body_html, '<' || c.message_id || '>' as message_id,
      case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name, 'version', c.template_version) end as template,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'media_type', a.media_type, 'size', a.size) order by a.id), '[]')
        from attachments a where a.org_id = c.org_id and a.communication_id = c.id) as attachments, c.scheduled_for as send_at,
      c.thread_id, c.parent_id as reply_to_id, c.priority,
      case when c.user_id is not null then jsonb_build_object('id', c.user_id, 'name', coalesce(m.name, c.actor_name)) end as user,
      case when c.status in ('cancelled', 'blocked', 'rejected', 'failed', 'unknown') then c.error_message end as ended_reason, c.created_at, c.updated_at
    from communications c left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id
    left join email_templates t on t.org_id = c.org_id and t.id = c.template_id
    where c.id = ${id} and c.direction = 'outbound' and (c.message_id is not null and c.scheduled_for is not null
      or c.status = 'draft' and c.user_id = ${userId})`;
  if (!row) throw notFound("message");
  return {
    ...row,
    send_at: row.send_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

export type LockedMessage = {
  id: string;
  lead_id: string;
  user_id: string | null;
  channel: string;
  subject: string | null;
  status: string;
  scheduled_for: Date | null;
};

/** The message, locked together with its lead (the lead first, as everywhere); a deleted lead's too: what waits can always be stopped. */
export async function lockMessage(tx: OrgTx, id: string): Promise<LockedMessage> {
  await tx.sql`select l.id from leads l where l.id = (select lead_id from communications where id = ${id}) for no key update`;
  const [row] = await tx.sql<LockedMessage[]>`
    select id, lead_id, user_id, channel, subject, status, scheduled_for from communications
    where id = ${id} and direction = 'outbound' and message_id is not null and scheduled_for is not null
    for no key update`;
  if (!row) throw notFound("message");
  return row;
}

/** The writer's own newest draft to this lead; null when there is none. */
export async function findDraft(tx: OrgTx, leadId: string, userId: string): Promise<Message | null> {
  const [row] = await tx.sql<{ id: string }[]>`
    select id from communications where lead_id = ${leadId} and user_id = ${userId} and status = 'draft'
    order by created_at desc, id desc limit 1`;
  return row ? getMessage(tx, row.id, userId) : null;
}

/** Where the lead can be written to, the primary address of each kind first. */
export async function listAddresses(tx: OrgTx, leadId: string): Promise<LeadAddress[]> {
  return tx.sql<LeadAddress[]>`
    select kind, raw as value from contact_points where lead_id = ${leadId} and invalid_at is null order by kind, is_primary desc, id`;
}
