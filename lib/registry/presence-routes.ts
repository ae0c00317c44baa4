import { claimDraftInputSchema, claimedDraftSchema } from "@/lib/drafts/schema";
import { viewingSchema, viewLeadInputSchema } from "@/lib/live/schema";
import type { RestRoute } from "./rest-route";

export const presenceRoutes: RestRoute[] = [
  {
    method: "post",
    path: "/api/leads/{id}/draft",
    summary: "Say that you are writing to this lead, for five minutes; again renews it",
    permission: "communications:write",
    body: claimDraftInputSchema.omit({ lead_id: true }),
    status: 200,
    answer: claimedDraftSchema,
    refusals: ["INVALID", "NOT_FOUND"],
  },
  {
    method: "delete",
    path: "/api/leads/{id}/draft",
    summary: "Say that you no longer write to this lead",
    permission: "communications:write",
    status: 204,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "post",
    path: "/api/leads/{id}/viewing",
    summary: "Say that you look at this lead, for 15 seconds, and learn who else does",
    permission: "live:read",
    body: viewLeadInputSchema.omit({ lead_id: true }),
    status: 200,
    answer: viewingSchema,
    refusals: ["INVALID", "NOT_FOUND"],
  },
];
