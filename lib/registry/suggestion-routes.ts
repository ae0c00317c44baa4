import { aiUsageSchema, composedTextSchema } from "@/lib/ai/schema";
import { REFUSAL_CODES } from "@/lib/guard/schema";
import {
  approveSuggestionInputSchema,
  listSuggestionsInputSchema,
  modifySuggestionInputSchema,
  rejectSuggestionInputSchema,
  snoozeSuggestionInputSchema,
  suggestionPageSchema,
  suggestionQualitySchema,
  suggestionSchema,
} from "@/lib/suggestions/schema";
import type { RestRoute } from "./rest-route";

const decision: Pick<RestRoute, "method" | "permission" | "status" | "answer" | "idempotent"> = {
  method: "post",
  permission: "suggestions:write",
  status: 200,
  answer: suggestionSchema,
  idempotent: true,
};

export const suggestionRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/suggestions",
    summary: "Suggestions, newest first",
    permission: "suggestions:read",
    query: listSuggestionsInputSchema,
    status: 200,
    answer: suggestionPageSchema,
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/suggestions/quality",
    summary: "What became of suggestions, ground by ground",
    permission: "suggestions:read",
    status: 200,
    answer: suggestionQualitySchema,
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/suggestions/{id}",
    summary: "One suggestion",
    permission: "suggestions:read",
    status: 200,
    answer: suggestionSchema,
    refusals: ["NOT_FOUND"],
  },
  {
    ...decision,
    path: "/api/suggestions/{id}/approve",
    summary: "Carry a suggestion out, once; what sends passes the gate",
    permission: "communications:write",
    body: approveSuggestionInputSchema.omit({ id: true }),
    refusals: ["INVALID", "NOT_FOUND", "CONFLICT", "STALE", ...REFUSAL_CODES],
  },
  {
    ...decision,
    path: "/api/suggestions/{id}/compose",
    summary: "Have the language model that is set up write the text; nothing is stored or sent",
    answer: composedTextSchema,
    refusals: ["NOT_FOUND", "CONFLICT", "TOO_MANY_REQUESTS", "UNAVAILABLE"],
    idempotent: false,
  },
  {
    method: "get",
    path: "/api/ai/usage",
    summary: "Whether a language model is set up, and how much of today's budgets is used",
    permission: "suggestions:read",
    status: 200,
    answer: aiUsageSchema,
    refusals: ["INVALID"],
  },
  {
    ...decision,
    path: "/api/suggestions/{id}/modify",
    summary: "Change what a suggestion says before it is approved",
    body: modifySuggestionInputSchema.omit({ id: true }),
    refusals: ["INVALID", "NOT_FOUND", "CONFLICT", "STALE"],
  },
  {
    ...decision,
    path: "/api/suggestions/{id}/reject",
    summary: "Say no to a suggestion",
    body: rejectSuggestionInputSchema.omit({ id: true }),
    refusals: ["INVALID", "NOT_FOUND", "CONFLICT", "STALE"],
  },
  {
    ...decision,
    path: "/api/suggestions/{id}/snooze",
    summary: "Put a suggestion off",
    body: snoozeSuggestionInputSchema.omit({ id: true }),
    refusals: ["INVALID", "NOT_FOUND", "CONFLICT"],
  },
];
