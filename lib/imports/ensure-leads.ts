import type { OrgTx } from "@/db/tenant";
import { findOrInsertCompany } from "@/lib/companies/store";
import { replacePoints } from "@/lib/contact-points/store";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import type { MailAddress } from "@/lib/inbound/schema";
import { insertLead } from "@/lib/leads/store";

/** The lead of each person, by normalised address; people nobody knows yet become leads without an owner. */
export async function ensureLeads(
  tx: OrgTx,
  people: MailAddress[],
  ctx: Context,
): Promise<{ ids: Map<string, string>; created: number }> {
  // Of one address seen several times, the mention with a name counts.
  const named = people.toSorted((a, b) => Number(Boolean(a.name)) - Number(Boolean(b.name)));
  const byNorm = new Map(named.map((person) => [person.norm, person]));
  const norms = [...byNorm.keys()].toSorted();
  await tx.sql`select pg_advisory_xact_lock(k.key) from (
    select hashtextextended(current_org_id()::text || norm, 30) as key from unnest(${norms}::text[]) as norm order by 1) k`;
  const found = await tx.sql<{ norm: string; id: string }[]>`
    select distinct on (cp.norm) cp.norm, l.id from contact_points cp join leads l on l.org_id = cp.org_id and l.id = cp.lead_id
    where cp.kind = 'email' and cp.norm = any (${norms}::text[]) and l.deleted_at is null order by cp.norm, l.created_at, l.id`;
  const ids = new Map(found.map((row) => [row.norm, row.id]));
  const strangers = norms.filter((norm) => !ids.has(norm)).map((norm) => byNorm.get(norm));
  for (const person of strangers) if (person) ids.set(person.norm, await addLead(tx, person, ctx));
  return { ids, created: strangers.length };
}

async function addLead(tx: OrgTx, person: MailAddress, ctx: Context): Promise<string> {
  const id = newId();
  const [first, ...rest] = person.name.trim().split(/\s+/);
  const companyId = await findOrInsertCompany(tx, { name: null }, person.norm);
  const columns = {
    first_name: first || null,
    last_name: rest.join(" ") || null,
    email: person.email,
    company_id: companyId,
    source: "mailbox import",
  };
  await insertLead(tx, id, columns, ctx.now);
  await replacePoints(tx, id, ["email"], [{ kind: "email", raw: person.email, norm: person.norm }]);
  return id;
}
