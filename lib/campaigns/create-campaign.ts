import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { getCampaign } from "./queries";
import { nameTaken, requireLinks } from "./rules";
import { type Campaign, createCampaignInputSchema } from "./schema";
import { findLinks, insertCampaigns } from "./store";

/** Adds a campaign, to which sequences, days and messages can be counted from then on. */
export const createCampaign = defineCommand({
  name: "createCampaign",
  permission: "campaigns:write",
  input: createCampaignInputSchema,
  run: async (tx, given, ctx): Promise<Campaign> => {
    requireLinks(await findLinks(tx, given));
    const [id] = await insertCampaigns(tx, [{ id: newId(), ...given, by: ctx.actor.userId, at: ctx.now }]);
    if (!id) throw nameTaken(given.name);
    await emit(tx, ctx, [{ kind: "campaign.created", subjects: { campaign_id: id }, payload: given }]);
    return getCampaign(tx, ctx, id);
  },
});
