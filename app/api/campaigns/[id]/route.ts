import { z } from "zod";
import { versionOf } from "@/app/_adapters/asked";
import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { getCampaign } from "@/lib/campaigns/queries";
import { updateCampaign } from "@/lib/campaigns/update-campaign";

export const GET = toReadEndpoint({
  name: "getCampaign",
  permission: "campaigns:read",
  input: z.strictObject({ id: z.string() }),
  read: (tx, { id }, ctx) => getCampaign(tx, ctx, id),
});

export const PATCH = toEndpoint(updateCampaign, {
  input: ({ body, request }, { id }) => ({ ...body, campaign_id: id, if_version: versionOf(request) }),
});
