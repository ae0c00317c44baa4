import type { ConsentFact } from "./fact-rules";

export type ConsentColumns = {
  consents: (Omit<ConsentFact, "at" | "expiresAt"> & { at: string; expiresAt: string | null })[] | null;
};

/** What the addresses of a lead (`q.lead_id`) said about outreach, the newest of each. */
export const CONSENT_COLUMNS = `
  (select json_agg(json_build_object('kind', c.kind, 'norm', c.value_norm, 'status', c.status, 'source', c.source, 'at', c.at,
      'expiresAt', c.expires_at, 'shared', p.shared))
    from contact_points p cross join lateral (
      select * from consents c where c.value_norm = p.norm and c.kind = p.kind and c.purpose = 'outreach' order by c.at desc, c.id desc limit 1) c
    where p.lead_id = q.lead_id) as consents`;

export const reviveConsents = ({ consents }: ConsentColumns) => ({
  consents: (consents ?? []).map((one) => ({
    ...one,
    at: new Date(one.at),
    expiresAt: one.expiresAt ? new Date(one.expiresAt) : null,
  })),
});
