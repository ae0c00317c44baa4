"use server";

import { toAction } from "@/app/_adapters/action";
import { updateCompany } from "@/lib/companies/update-company";

export async function updateCompanyAction(companyId: string, typed: Record<string, string>) {
  const { version, name, domain, timezone, owner_id } = typed;
  return toAction(updateCompany, { revalidate: "/companies" })({
    company_id: companyId,
    if_version: Number(version),
    name,
    domain: domain || null,
    timezone: timezone || null,
    owner_id: owner_id || null,
  });
}
