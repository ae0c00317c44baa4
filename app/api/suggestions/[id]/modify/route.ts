import { toEndpoint } from "@/app/_adapters/endpoint";
import { modifySuggestion } from "@/lib/suggestions/modify-suggestion";

export const POST = toEndpoint(modifySuggestion);
