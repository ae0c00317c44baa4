import { toEndpoint } from "@/app/_adapters/endpoint";
import { snoozeSuggestion } from "@/lib/suggestions/snooze-suggestion";

export const POST = toEndpoint(snoozeSuggestion);
