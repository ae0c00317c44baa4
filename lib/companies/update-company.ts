import { isFreeMail } from "@/lib/contact-points/free-mail-rules";
import { normalizeDomain } from "@/lib/contact-points/rules";
import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getCompany } from "./queries";
import { updateCompanyCommandSchema, type WholeCompany } from "./schema";
import { type CompanyColumns, lockCompany, updateCompanyColumns } from "./store";

/** Changes the given fields of a company; STALE when somebody changed it since `if_version`, CONFLICT when another has the domain. */
export const updateCompany = defineCommand({
  name: "updateCompany",
  permission: "leads:write",
  input: updateCompanyCommandSchema,
  run: async (tx, { company_id, if_version, ...given }, ctx): Promise<WholeCompany> => {
    const company = await lockCompany(tx, company_id);
    if (if_version !== undefined && if_version !== company.version) {
      throw new AppError(
        "STALE",
        "Somebody changed this company since you opened it. Reload, look at the change, and send yours again.",
      );
    }
    const domain = given.domain ? domainOf(given.domain) : given.domain;
    const columns: CompanyColumns = { ...given, ...(domain !== undefined && { domain }) };
    const changes = Object.fromEntries(
      Object.entries(columns).flatMap(([field, value]) => {
        const old = company[field as keyof CompanyColumns] ?? null;
        return value === undefined || value === old ? [] : [[field, { old, new: value }]];
      }),
    );
    if (Object.keys(changes).length === 0) return getCompany(tx, company_id);
    await updateCompanyColumns(tx, company_id, columns, ctx.now);
    await emit(tx, ctx, [
      { kind: "company.changed", subjects: { company_id }, payload: { name: company.name, changes } },
    ]);
    return getCompany(tx, company_id);
  },
});

function domainOf(raw: string): string {
  const normal = normalizeDomain(raw);
  if (!normal.ok) throw invalid("domain", normal.reason);
  if (isFreeMail(normal.norm))
    throw invalid("domain", "Anybody can have an address there. Give the company's own domain.");
  return normal.norm;
}
