import { z } from "zod";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { listCampaigns } from "@/lib/campaigns/queries";

export const GET = toReadEndpoint({
  name: "listCampaigns",
  permission: "campaigns:read",
  input: z.strictObject({}),
  read: async (tx, _, ctx) => ({ data: await listCampaigns(tx, ctx), next_cursor: null }),
});

export const POST = toEndpoint(createCampaign, { status: 201 });
