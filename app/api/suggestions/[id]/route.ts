import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getSuggestion } from "@/lib/suggestions/queries";

export const GET = toReadEndpoint({
  name: "getSuggestion",
  permission: "suggestions:read",
  input: z.strictObject({ id: z.uuid() }),
  read: (tx, { id }) => getSuggestion(tx, id),
});
