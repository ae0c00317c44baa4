import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listDeletedLeads } from "@/lib/deletions/queries";
import { listDeletedInputSchema } from "@/lib/deletions/schema";

export const GET = toReadEndpoint({
  name: "listDeletedLeads",
  permission: "leads:read",
  input: listDeletedInputSchema,
  read: (tx, input) => listDeletedLeads(tx, input),
});
