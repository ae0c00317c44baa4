import type { OrgTx } from "@/db/tenant";
import type { StoredEvent } from "./rules";

export type Told = {
  id: string;
  lead_id: string;
  user_id: string | null;
  actor_name: string | null;
  channel: string;
  subject: string | null;
  status: string;
  to_norm: string | null;
  sent_at: Date | null;
  /** the organization wants to know of opens and clicks */
  is_tracked: boolean;
};

/** The message that a provider speaks of, by our own name or by theirs; null when it is none of this organization's. Its lead is locked. */
export async function findTold(tx: OrgTx, id: string | null, providerMessageId: string | null): Promise<Told | null> {
  const [row] = await tx.sql<Told[]>`
    select c.id, c.lead_id, c.user_id, c.actor_name, c.channel, c.subject, c.status, c.to_norm, c.sent_at,
      coalesce((current_settings() ->> 'tracking.opens_and_clicks')::boolean, false) as is_tracked
    from communications c
    where c.direction = 'outbound' and (c.id = ${id}::uuid or (${id}::uuid is null and c.provider_message_id = ${providerMessageId})) limit 1`;
  if (row) await tx.sql`select id from leads where id = ${row.lead_id} for no key update`;
  return row ?? null;
}

/** Everything that was ever told of it. */
export async function listEvents(tx: OrgTx, communicationId: string): Promise<StoredEvent[]> {
  return tx.sql<StoredEvent[]>`
    select kind, at, is_machine as "isMachine", url from communication_events where communication_id = ${communicationId} and kind <> 'unsubscribed'`;
}
