import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listPeopleAt } from "@/lib/companies/people-queries";
import { listPeopleInputSchema } from "@/lib/companies/schema";

export const GET = toReadEndpoint({
  name: "listPeopleAt",
  permission: "leads:read",
  input: listPeopleInputSchema,
  read: (tx, input) => listPeopleAt(tx, input),
});
