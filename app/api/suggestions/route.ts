import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listSuggestions } from "@/lib/suggestions/queries";
import { listSuggestionsInputSchema } from "@/lib/suggestions/schema";

export const GET = toReadEndpoint({
  name: "listSuggestions",
  permission: "suggestions:read",
  input: listSuggestionsInputSchema,
  read: listSuggestions,
});
