import type { OrgTx } from "@/db/tenant";
import { newId } from "@/lib/core/ids";
import type { RefusalCode } from "@/lib/guard/schema";

export type NewOverride = {
  id: string;
  communicationId: string;
  userId: string;
  role: string;
  codes: RefusalCode[];
  reason: string;
  /** the warning as shown */
  warning: unknown;
  endedGuardIds: string[];
};

export async function insertOverride(tx: OrgTx, one: NewOverride): Promise<void> {
  await tx.sql`
    insert into outreach_overrides (id, communication_id, user_id, role, codes, reason, warning, ended_guard_ids)
    values (${one.id}, ${one.communicationId}, ${one.userId}, ${one.role}, ${one.codes}, ${one.reason},
      ${JSON.stringify(one.warning)}::jsonb, ${one.endedGuardIds}::uuid[])`;
}

export type NewCollision = {
  kind: "prevented" | "overridden" | "escaped";
  leadId: string;
  channel: string;
  code: RefusalCode;
  at: Date;
  userId: string | null;
  communicationId: string | null;
  otherCommunicationId: string | null;
  subject: string | null;
  excerpt: string | null;
  /** of texts, where that was the rule */
  similarity?: number;
  /** the do-not-contact entry that stopped it */
  dncEntryId?: string | null;
};

/** Puts on record which touches broke which rule, whatever becomes of them. */
export async function insertCollisions(tx: OrgTx, list: NewCollision[]): Promise<void> {
  if (list.length === 0) return;
  const column = <T>(pick: (one: NewCollision) => T) => list.map(pick);
  await tx.sql`
    insert into collision_incidents (id, kind, lead_id, channel, code, at, user_id, communication_id, other_communication_id, subject, excerpt, similarity, dnc_entry_id)
    select * from unnest(${list.map(newId)}::uuid[], ${column((c) => c.kind)}::text[], ${column((c) => c.leadId)}::uuid[], ${column((c) => c.channel)}::text[],
      ${column((c) => c.code)}::text[], ${column((c) => c.at.toISOString())}::timestamptz[], ${column((c) => c.userId)}::uuid[],
      ${column((c) => c.communicationId)}::uuid[], ${column((c) => c.otherCommunicationId)}::uuid[],
      ${column((c) => c.subject)}::text[], ${column((c) => c.excerpt)}::text[], ${column((c) => c.similarity ?? null)}::real[],
      ${column((c) => c.dncEntryId ?? null)}::uuid[])`;
}

/** Somebody looked at an override; the database lets nobody look at their own, nor take a look back. */
export async function updateReview(tx: OrgTx, id: string, reviewerId: string, at: Date): Promise<void> {
  await tx.sql`update outreach_overrides set reviewed_by = ${reviewerId}, reviewed_at = ${at}, updated_at = ${at} where id = ${id}`;
}

/** What was made of a collision; null: nothing yet. */
export async function updateResolution(tx: OrgTx, id: string, resolution: string | null, at: Date): Promise<void> {
  await tx.sql`update collision_incidents set resolution = ${resolution}, updated_at = ${at} where id = ${id}`;
}
