import { toEndpoint } from "@/app/_adapters/endpoint";
import { rejectSuggestion } from "@/lib/suggestions/reject-suggestion";

export const POST = toEndpoint(rejectSuggestion);
