import type { ConsentFact } from "@/lib/guard/fact-rules";

export type ConsentRow = Omit<ConsentFact, "at" | "expiresAt"> & {
  place: number;
  at: string;
  expiresAt: string | null;
};

/** What the addresses `p` said about outreach, the newest of each. */
export const CONSENTS_JSON = `
  (select json_agg(json_build_object('place', p.place, 'kind', c.kind, 'norm', c.value_norm, 'status', c.status, 'source', c.source, 'at', c.at,
      'expiresAt', c.expires_at, 'shared', p.shared) order by p.id)
    from p cross join lateral (
      select kind, value_norm, status, source, at, expires_at from consents c
      where c.value_norm = p.norm and c.kind = p.kind and c.purpose = 'outreach' order by c.at desc, c.id desc limit 1) c)`;

export const reviveConsent = ({ place, ...one }: ConsentRow): ConsentFact => ({
  ...one,
  at: new Date(one.at),
  expiresAt: one.expiresAt ? new Date(one.expiresAt) : null,
});
