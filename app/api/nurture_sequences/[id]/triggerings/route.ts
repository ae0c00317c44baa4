import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listTriggerings } from "@/lib/sequence-triggers/queries";
import { listTriggeringsInputSchema } from "@/lib/sequence-triggers/schema";

export const GET = toReadEndpoint({
  name: "listTriggerings",
  permission: "sequences:read",
  input: listTriggeringsInputSchema,
  raw: (query, { id }) => ({ ...query, sequence_id: id }),
  read: (tx, input) => listTriggerings(tx, input),
});
