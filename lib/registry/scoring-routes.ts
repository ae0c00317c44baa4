import { predictionsSchema } from "@/lib/predictions/schema";
import { leadScoreSchema, publishModelInputSchema, scoringEffectSchema, scoringSchema } from "@/lib/scoring/schema";
import type { RestRoute } from "./rest-route";

export const scoringRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/scoring",
    summary: "The scoring model, its versions, and how the scores lie",
    permission: "scoring:read",
    status: 200,
    answer: scoringSchema,
    refusals: ["INVALID"],
  },
  {
    method: "post",
    path: "/api/scoring",
    summary: "Publish another version of the scoring model",
    permission: "scoring:write",
    body: publishModelInputSchema,
    status: 201,
    answer: scoringSchema,
    refusals: ["INVALID", "STALE"],
    idempotent: true,
  },
  {
    method: "post",
    path: "/api/scoring/preview",
    summary: "What a changed scoring model would do to the tiers; nothing is written",
    permission: "scoring:write",
    body: publishModelInputSchema,
    status: 200,
    answer: scoringEffectSchema,
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/predictions",
    summary: "What the organization's own history foretells, and how well that holds",
    permission: "scoring:read",
    status: 200,
    answer: predictionsSchema,
    refusals: ["INVALID"],
  },
  {
    method: "get",
    path: "/api/leads/{id}/score",
    summary: "A lead's score, every point of it in words, and its history",
    permission: "scoring:read",
    status: 200,
    answer: leadScoreSchema,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/leads/{id}/score",
    summary: "Score a lead now",
    permission: "leads:write",
    status: 200,
    answer: leadScoreSchema,
    refusals: ["NOT_FOUND", "CONFLICT"],
    idempotent: true,
  },
];
