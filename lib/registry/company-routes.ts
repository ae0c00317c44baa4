import {
  companyPageSchema,
  listCompaniesInputSchema,
  listPeopleInputSchema,
  peoplePageSchema,
  updateCompanyInputSchema,
  wholeCompanySchema,
} from "@/lib/companies/schema";
import type { RestRoute } from "./rest-route";

export const companyRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/companies",
    summary: "List companies by name",
    permission: "leads:read",
    query: listCompaniesInputSchema,
    status: 200,
    answer: companyPageSchema,
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/companies/{id}",
    summary: "Read a company",
    permission: "leads:read",
    status: 200,
    answer: wholeCompanySchema,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "patch",
    path: "/api/companies/{id}",
    summary: "Change the given fields of a company",
    permission: "leads:write",
    body: updateCompanyInputSchema,
    status: 200,
    answer: wholeCompanySchema,
    refusals: ["INVALID", "NOT_FOUND", "CONFLICT", "STALE"],
  },
  {
    method: "get",
    path: "/api/companies/{id}/people",
    summary: "Everybody known at a company, the last touched first",
    permission: "leads:read",
    query: listPeopleInputSchema.omit({ id: true }),
    status: 200,
    answer: peoplePageSchema,
    refusals: ["INVALID", "NOT_FOUND"],
  },
];
