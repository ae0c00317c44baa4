import type { OrgTx } from "@/db/tenant";
import type { RecordConsentInput } from "./schema";

export type NewConsent = Pick<RecordConsentInput, "kind" | "purpose" | "status" | "source"> & {
  id: string;
  valueNorm: string;
  lawfulBasis: string | null;
  at: Date;
  evidence: string | null;
  expiresAt: Date | null;
  recordedBy: string;
  recordedAt: Date;
};

export async function insertConsent(tx: OrgTx, one: NewConsent): Promise<void> {
  await tx.sql`
    insert into consents (id, kind, value_norm, purpose, status, lawful_basis, at, source, evidence, expires_at, recorded_by, created_at, updated_at)
    values (${one.id}, ${one.kind}, ${one.valueNorm}, ${one.purpose}, ${one.status}, ${one.lawfulBasis}, ${one.at}, ${one.source}, ${one.evidence},
      ${one.expiresAt}, ${one.recordedBy}, ${one.recordedAt}, ${one.recordedAt})`;
}

/** Cancels every queued message to this address, which frees its slot; returns which. */
export async function cancelMessagesTo(
  tx: OrgTx,
  { kind, norm }: { kind: string; norm: string },
  at: Date,
): Promise<{ id: string; lead_id: string }[]> {
  return tx.sql<{ id: string; lead_id: string }[]>`
    update communications set status = 'cancelled', error_code = 'NO_CONSENT',
      error_message = 'They do not agree to be contacted here any more.', updated_at = ${at}
    where id in (
      select c.id from communications c join channels ch on ch.org_id = c.org_id and ch.code = c.channel and ch.address_kind = ${kind}
      where c.status = 'queued' and c.direction = 'outbound' and c.to_norm = ${norm} order by c.id for update of c)
    returning id, lead_id`;
}
