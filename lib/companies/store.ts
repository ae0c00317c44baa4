import type { OrgTx } from "@/db/tenant";
import { corporateDomainOf } from "@/lib/contact-points/domain-rules";
import { normalizeDomain } from "@/lib/contact-points/rules";
import { invalid, notFound } from "@/lib/core/errors";

export type GivenCompany = { name: string | null; domain?: string | null };

/**
 * The company a lead belongs to: found by its domain, else by its name, else added.
 * The domain of a corporate mail address stands in when none is given; free mail never makes a company. One that was called by its domain
 * alone takes the first name that is given.
 */
export async function findOrInsertCompany(
  tx: OrgTx,
  given: GivenCompany,
  emailNorm: string | null,
): Promise<string | null> {
  const domain = given.domain ? domainOf(given.domain) : corporateDomain(emailNorm);
  const name = given.name ?? domain;
  if (!name) return null;
  const [found] = await tx.sql<{ id: string; nameless: boolean }[]>`
    select id, name = domain as nameless from companies where (${domain}::text is not null and domain = ${domain} and not free_mail)
      or (name_key = lower(${name}) and (domain is null or ${domain}::text is null or domain = ${domain}))
    order by (domain = ${domain}) desc nulls last, created_at limit 1`;
  if (found?.nameless && given.name && given.name.toLowerCase() !== domain)
    await tx.sql`update companies set name = ${given.name}, version = version + 1 where id = ${found.id}`;
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

export type WantedCompany = { name: string | null; domain: string | null };

/** The same for many at once, in two journeys: an id for each that is asked for, null for one without name and domain. Domains are normal forms. */
export async function findOrInsertCompanies(tx: OrgTx, wanted: WantedCompany[]): Promise<(string | null)[]> {
  const key = (one: WantedCompany) =>
    (one.name ?? one.domain) ? `${one.domain ?? ""} ${(one.name ?? "").toLowerCase()}` : null;
  const distinct = [...new Map(wanted.flatMap((one) => (key(one) ? [[key(one) ?? "", one] as const] : []))).values()];
  const byDomain = new Map<string, string>();
  const byName = new Map<string, { id: string; domain: string | null }>();
  const learn = (rows: { id: string; name: string; domain: string | null; free_mail: boolean }[]) => {
    for (const { id, name, domain, free_mail } of rows) {
      if (domain && !free_mail) byDomain.set(domain, id);
      if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), { id, domain });
    }
  };
  const idOf = ({ name, domain }: WantedCompany): string | null => {
    const same = byName.get((name ?? domain ?? "").toLowerCase());
    const fits = same && (!same.domain || !domain || same.domain === domain) ? same.id : null;
    return (domain && byDomain.get(domain)) || fits;
  };
  if (distinct.length === 0) return wanted.map(() => null);
  const names = distinct.map((one) => (one.name ?? one.domain ?? "").toLowerCase());
  const domains = distinct.flatMap((one) => one.domain ?? []);
  learn(
    await tx.sql`
    select id, name, domain, free_mail from companies where name_key = any (${names}) or (domain = any (${domains}) and not free_mail) order by created_at, id`,
  );
  const missing = distinct
    .filter((one) => !idOf(one))
    .toSorted((a, b) => Number(a.name !== null) - Number(b.name !== null));
  // Of one domain, or of one name without a domain, one company: called by its name where any row says it.
  const once = [
    ...new Map(missing.map((one) => [one.domain ?? `name ${(one.name ?? "").toLowerCase()}`, one])).values(),
  ];
  once.sort((a, b) => (a.domain ?? "").localeCompare(b.domain ?? ""));
  if (once.length > 0) {
    learn(
      await tx.sql`
      insert into companies (name, domain) select * from unnest(${once.map((one) => one.name ?? one.domain)}::text[], ${once.map((one) => one.domain)}::text[])
      on conflict (org_id, domain) where not free_mail do update set updated_at = companies.updated_at returning id, name, domain, free_mail`,
    );
  }
  return wanted.map((one) => (key(one) ? idOf(one) : null));
}

export type CompanyColumns = Partial<{
  name: string;
  domain: string | null;
  timezone: string | null;
  owner_id: string | null;
}>;
export type LockedCompany = Required<CompanyColumns> & { id: string; version: number };

/** Locks a company; NOT_FOUND when it is not here. */
export async function lockCompany(tx: OrgTx, id: string): Promise<LockedCompany> {
  const [row] = await tx.sql<LockedCompany[]>`
    select id, name, domain, timezone, owner_id, version from companies where id = ${id} for no key update`;
  if (!row) throw notFound("company");
  return row;
}

/** Writes the given columns and counts the version up. */
export async function updateCompanyColumns(tx: OrgTx, id: string, columns: CompanyColumns, at: Date): Promise<void> {
  await tx.sql`update companies set ${tx.sql({ ...columns, updated_at: at })}, version = version + 1 where id = ${id}`;
}
