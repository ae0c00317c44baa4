import { toEndpoint } from "@/app/_adapters/endpoint";
import { approveSuggestion } from "@/lib/suggestions/approve-suggestion";

export const POST = toEndpoint(approveSuggestion);
