import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { listCampaigns } from "@/lib/campaigns/queries";
import { pageInputSchema } from "@/lib/core/schema";

export const GET = toListEndpoint({
  name: "listCampaigns",
  permission: "campaigns:read",
  input: pageInputSchema,
  read: (tx, _, ctx) => listCampaigns(tx, ctx),
});

export const POST = toEndpoint(createCampaign, { status: 201 });
