import type { OrgTx } from "@/db/tenant";
import type { ActiveTrigger } from "@/lib/sequences/trigger-schema";

/** The position of this organization's newest sealed event. */
export async function getHead(tx: OrgTx): Promise<number> {
  const [row] = await tx.sql<{ position: number }[]>`
    select position from event_heads where org_id = (select current_org_id())`;
  return row?.position ?? 0;
}

/** These enroll nobody by themselves any more, until somebody says again what should. */
export async function switchTriggersOff(tx: OrgTx, sequenceIds: string[]): Promise<void> {
  await tx.sql`update nurture_sequences set trigger_since = null where id = any (${sequenceIds}::uuid[])`;
}

export type NewTriggering = {
  sequenceId: string;
  leadId: string;
  causeId: string;
  kind: ActiveTrigger["kind"];
  enrollmentId: string | null;
  code: string | null;
  reason: string | null;
};

/** Writes down what causes came to; one that was written down before stays as it was. */
export async function insertTriggerings(tx: OrgTx, list: NewTriggering[], at: Date): Promise<void> {
  if (list.length === 0) return;
  const rows = list.map((one) => ({
    sequence_id: one.sequenceId,
    lead_id: one.leadId,
    cause_id: one.causeId,
    kind: one.kind,
    outcome: one.enrollmentId ? "enrolled" : "refused",
    code: one.code,
    reason: one.enrollmentId ? null : (one.reason ?? "They cannot be enrolled."),
    enrollment_id: one.enrollmentId,
  }));
  await tx.sql.unsafe(
    `insert into sequence_triggerings (sequence_id, lead_id, cause_id, kind, at, outcome, code, reason, enrollment_id, created_at, updated_at)
     select sequence_id, lead_id, cause_id, kind, $2::text::timestamptz, outcome, code, reason, enrollment_id, $2::text::timestamptz, $2::text::timestamptz
     from json_populate_recordset(null::sequence_triggerings, $1::text::json) on conflict do nothing`,
    [JSON.stringify(rows), at.toISOString()],
    { prepare: true },
  );
}

/** Who of these is in a segment no more has left it, and may enter it again. */
export async function markLeft(
  tx: OrgTx,
  sequenceId: string,
  condition: { where: string; params: string[] },
  leadIds: string[],
  at: Date,
): Promise<void> {
  const { where, params } = condition;
  const n = params.length;
  await tx.sql.unsafe(
    `update sequence_triggerings t set left_at = $${n + 1}::text::timestamptz, updated_at = $${n + 1}::text::timestamptz
     where t.org_id = current_org_id() and t.sequence_id = $${n + 2}::text::uuid and t.kind = 'segment_entered' and t.left_at is null
       and t.lead_id = any (string_to_array($${n + 3}::text, ',')::uuid[]) and not exists (select from leads l where ${where} and l.id = t.lead_id)`,
    [...params, at.toISOString(), sequenceId, leadIds.join(",")],
  );
}
