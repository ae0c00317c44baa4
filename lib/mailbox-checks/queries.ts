import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { domainCheckSchema, type SendingDomain } from "./schema";

type Row = { domain: string; addresses: string[]; hosts: string[]; result: unknown };

/** The domains that the organization sends email from, each with its mailboxes, their servers, and what the last look found. */
export async function listSendingDomains(tx: OrgTx): Promise<SendingDomain[]> {
  const rows = await tx.sql<Row[]>`
    select split_part(address_norm, '@', 2) as domain, array_agg(address order by address) as addresses,
      array_agg(distinct coalesce(smtp_host, provider)) as hosts,
      (array_agg(domain_result order by domain_checked_at desc nulls last))[1] as result
    from mailboxes where channel = 'email' and state <> 'disconnected' group by 1 order by 1`;
  return rows.map(({ domain, addresses, hosts, result }) => {
    const found = domainCheckSchema.safeParse(result);
    return { domain, addresses, hosts, found: found.success ? found.data : null };
  });
}

export async function getSendingDomain(tx: OrgTx, domain: string): Promise<SendingDomain> {
  const found = (await listSendingDomains(tx)).find((one) => one.domain === domain.toLowerCase());
  if (!found) throw notFound("sending domain");
  return found;
}
