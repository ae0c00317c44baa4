import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listLeadChanges } from "@/lib/lead-changes/queries";
import { listChangesInputSchema } from "@/lib/lead-changes/schema";

export const GET = toReadEndpoint({
  name: "listLeadChanges",
  permission: "leads:read",
  input: listChangesInputSchema,
  read: (tx, input) => listLeadChanges(tx, input),
});
