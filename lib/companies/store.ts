import type { OrgTx } from "@/db/tenant";
import { corporateDomainOf } from "@/lib/contact-points/domain-rules";
import { normalizeDomain } from "@/lib/contact-points/rules";
import { invalid } from "@/lib/core/errors";

export type GivenCompany = { name: string | null; domain?: string | null };

/**
 * The company a lead belongs to: found by its domain, else by its name, else added.
 * The domain of a corporate mail address stands in when none is given; free mail never makes a company.
 */
export async function findOrInsertCompany(
  tx: OrgTx,
  given: GivenCompany,
  emailNorm: string | null,
): Promise<string | null> {
  const domain = given.domain ? domainOf(given.domain) : corporateDomain(emailNorm);
  const name = given.name ?? domain;
  if (!name) return null;
  const [found] = await tx.sql<{ id: string }[]>`
    select id from companies where (${domain}::text is not null and domain = ${domain} and not free_mail)
      or (lower(name) = lower(${name}) and (domain is null or ${domain}::text is null or domain = ${domain}))
    order by (domain = ${domain}) desc nulls last, created_at limit 1`;
  if (found) return found.id;
  const [added] = await tx.sql<{ id: string }[]>`
    insert into companies (name, domain) values (${name}, ${domain})
    on conflict (org_id, domain) where not free_mail do update set updated_at = companies.updated_at returning id`;
  return added?.id ?? null;
}

function domainOf(raw: string): string {
  const normal = normalizeDomain(raw);
  if (!normal.ok) throw invalid("company.domain", normal.reason);
  return normal.norm;
}

const corporateDomain = (emailNorm: string | null) =>
  emailNorm ? corporateDomainOf({ kind: "email", norm: emailNorm }) : null;
