import { campaignSchema, createCampaignInputSchema, updateCampaignInputSchema } from "@/lib/campaigns/schema";
import { pageInputSchema, pageOf } from "@/lib/core/schema";
import type { RestRoute } from "./rest-route";

export const campaignRoutes: RestRoute[] = [
  {
    method: "get",
    path: "/api/campaigns",
    summary: "Campaigns by name, each with what became of it",
    query: pageInputSchema,
    permission: "campaigns:read",
    status: 200,
    answer: pageOf(campaignSchema),
    refusals: ["INVALID"],
  },
  {
    method: "post",
    path: "/api/campaigns",
    summary: "Add a campaign",
    permission: "campaigns:write",
    body: createCampaignInputSchema,
    status: 201,
    answer: campaignSchema,
    refusals: ["INVALID", "CONFLICT"],
    idempotent: true,
  },
  {
    method: "get",
    path: "/api/campaigns/{id}",
    summary: "One campaign",
    permission: "campaigns:read",
    status: 200,
    answer: campaignSchema,
    refusals: ["NOT_FOUND"],
  },
  {
    method: "patch",
    path: "/api/campaigns/{id}",
    summary: "Change a campaign, put it away or bring it back",
    permission: "campaigns:write",
    body: updateCampaignInputSchema.omit({ campaign_id: true, if_version: true }),
    status: 200,
    answer: campaignSchema,
    refusals: ["INVALID", "NOT_FOUND", "CONFLICT", "STALE"],
  },
];
