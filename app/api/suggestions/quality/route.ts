import { z } from "zod";
import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getQuality } from "@/lib/suggestions/quality-queries";

export const GET = toReadEndpoint({
  name: "getSuggestionQuality",
  permission: "suggestions:read",
  input: z.strictObject({}),
  read: (tx) => getQuality(tx),
});
