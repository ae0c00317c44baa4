import { z } from "zod";
import { withVersion } from "@/app/_adapters/asked";
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
  input: (asked, { id }) => withVersion(asked, { campaign_id: id }),
});
