import type { OrgTx } from "@/db/tenant";

export type NewStakeholder = {
  id: string;
  first_name: string | null;
  last_name: string | null;
  title: string | null;
  email: string | null;
  phone_e164: string | null;
  linkedin: string | null;
  company_id: string | null;
  created_at: Date;
  updated_at: Date;
};

export async function insertStakeholder(tx: OrgTx, one: NewStakeholder): Promise<void> {
  await tx.sql`insert into contacts ${tx.sql(one)}`;
}

export type Part = {
  leadId: string;
  contactId: string;
  role: string | null;
  influence: string | null;
  isPrimary: boolean;
  at: Date;
};

/** What a stakeholder is in a pursuit; told again, the newer word holds. One is the primary at most. */
export async function upsertPart(
  tx: OrgTx,
  { leadId, contactId, role, influence, isPrimary, at }: Part,
): Promise<void> {
  if (isPrimary)
    await tx.sql`update lead_contacts set is_primary = false, updated_at = ${at} where lead_id = ${leadId} and is_primary`;
  await tx.sql`
    insert into lead_contacts (lead_id, contact_id, role, influence, is_primary, created_at, updated_at)
    values (${leadId}, ${contactId}, ${role}, ${influence}, ${isPrimary}, ${at}, ${at})
    on conflict (org_id, lead_id, contact_id) do update
      set role = excluded.role, influence = excluded.influence, is_primary = excluded.is_primary, updated_at = excluded.updated_at`;
}
