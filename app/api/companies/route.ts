import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listCompanies } from "@/lib/companies/queries";
import { listCompaniesInputSchema } from "@/lib/companies/schema";

export const GET = toReadEndpoint({
  name: "listCompanies",
  permission: "leads:read",
  input: listCompaniesInputSchema,
  read: (tx, input) => listCompanies(tx, input),
});
