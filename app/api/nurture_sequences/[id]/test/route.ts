import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { testSequenceInputSchema } from "@/lib/sequence-results/schema";
import { testSequence } from "@/lib/sequence-results/test-queries";

export const GET = toReadEndpoint({
  name: "testSequence",
  permission: "sequences:read",
  input: testSequenceInputSchema,
  read: async (tx, { id, lead_id }, ctx) => ({ data: await testSequence(tx, id, lead_id, ctx) }),
});
