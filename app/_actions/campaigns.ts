"use server";

import { toAction } from "@/app/_adapters/action";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { updateCampaign } from "@/lib/campaigns/update-campaign";

export async function createCampaignAction(raw: unknown) {
  return toAction(createCampaign, { revalidate: "/campaigns" })(raw);
}

export async function updateCampaignAction(raw: unknown) {
  return toAction(updateCampaign, { revalidate: "/campaigns" })(raw);
}
