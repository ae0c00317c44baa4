import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { ConsentFact } from "./fact-rules";

export type ConsentColumns = {
  consents: (Omit<ConsentFact, "at" | "expiresAt"> & { at: string; expiresAt: string | null })[] | null;
  consentRequired: boolean;
};

/** What the addresses of a lead (`q.lead_id`) said about outreach, the newest of each, and whether the organization demands a basis. */
export const consentColumns = (tx: OrgTx): postgres.PendingQuery<postgres.Row[]> => tx.sql`
  (select json_agg(json_build_object('kind', c.kind, 'norm', c.value_norm, 'status', c.status, 'source', c.source, 'at', c.at,
      'expiresAt', c.expires_at))
    from contact_points p cross join lateral (
      select * from consents c where c.value_norm = p.norm and c.kind = p.kind and c.purpose = 'outreach' order by c.at desc, c.id desc limit 1) c
    where p.lead_id = q.lead_id) as consents,
  (select require_consent from organizations where id = (select current_org_id())) as "consentRequired"`;

export const reviveConsents = ({ consents, consentRequired }: ConsentColumns) => ({
  consentRequired,
  consents: (consents ?? []).map((one) => ({
    ...one,
    at: new Date(one.at),
    expiresAt: one.expiresAt ? new Date(one.expiresAt) : null,
  })),
});
