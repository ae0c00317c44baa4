import { defineCommand } from "@/lib/core/command";
import { notFound } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getCampaign } from "./queries";
import { nameTaken, requireLinks, requireVersion } from "./rules";
import { type Campaign, updateCampaignInputSchema } from "./schema";
import { findLinks, isNameTaken, lockCampaign, updateCampaignColumns } from "./store";

/** Changes a campaign, puts it away or brings it back. What was counted to it stays. */
export const updateCampaign = defineCommand({
  name: "updateCampaign",
  permission: "campaigns:write",
  input: updateCampaignInputSchema,
  run: async (tx, { campaign_id: id, if_version, archived, ...columns }, ctx): Promise<Campaign> => {
    const known = await lockCampaign(tx, id);
    if (!known) throw notFound("campaign");
    requireVersion(known.version, if_version);
    requireLinks(await findLinks(tx, columns));
    const name = columns.name ?? (archived === false ? (await getCampaign(tx, ctx, id)).name : null);
    if (name !== null && !(archived ?? known.archived) && (await isNameTaken(tx, name, id))) throw nameTaken(name);
    const put = archived === undefined || archived === known.archived ? {} : { archived_at: archived ? ctx.now : null };
    await updateCampaignColumns(tx, id, { ...columns, ...put }, ctx.now);
    const payload = { ...columns, ...(archived !== undefined && { archived }) };
    await emit(tx, ctx, [{ kind: "campaign.changed", subjects: { campaign_id: id }, payload }]);
    return getCampaign(tx, ctx, id);
  },
});
