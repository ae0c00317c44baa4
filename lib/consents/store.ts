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

/**
 * Cancels every queued message to this address, and what waits for the same person at another of its kind, which frees their slots;
 * returns which. An address that many share speaks for itself alone, as in the guard.
 */
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
      where c.status = 'queued' and c.direction = 'outbound' and c.id in (
        select o.id from communications o where o.to_norm = ${norm} and o.status = 'queued'
        union select o.id from contact_points p join communications o on o.lead_id = p.lead_id and o.status = 'queued'
          where p.kind = ${kind} and p.norm = ${norm} and not p.shared)
      order by c.id for update of c)
    returning id, lead_id`;
}
