import { defineCommand } from "@/lib/core/command";
import { requireLead } from "./queries";
import { releaseDraftInputSchema } from "./schema";
import { endOwnClaims, tellDrafting } from "./store";

/** Closed or sent: whatever this person has claimed on the lead is free again. Nothing happens when there was no claim. */
export const releaseDraft = defineCommand({
  name: "releaseDraft",
  permission: "communications:write",
  input: releaseDraftInputSchema,
  run: async (tx, { lead_id }, ctx) => {
    await requireLead(tx, lead_id);
    const ended = await endOwnClaims(tx, lead_id, ctx.actor.userId, null);
    for (const claim of ended) await tellDrafting(tx, claim, { since: ctx.now, until: null });
    return { released: ended.length > 0 };
  },
});
