import { z } from "zod";
import { withVersion } from "@/app/_adapters/asked";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { getCompany } from "@/lib/companies/queries";
import { updateCompany } from "@/lib/companies/update-company";

export const GET = toReadEndpoint({
  name: "getCompany",
  permission: "leads:read",
  input: z.strictObject({ id: z.string() }),
  read: (tx, { id }) => getCompany(tx, id),
});

export const PATCH = toEndpoint(updateCompany, {
  input: (asked, { id }) => withVersion(asked, { company_id: id }),
});
