import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { lockLead } from "@/lib/leads/store";
import { getSuggestion } from "./queries";
import { checkOpen } from "./rules";
import { rejectSuggestionInputSchema, type Suggestion } from "./schema";
import { getLeadOf, lockSuggestion, updateRejected } from "./store";

/** Says no, with a reason where there is one. The same is not proposed again. */
export const rejectSuggestion = defineCommand({
  name: "rejectSuggestion",
  permission: "suggestions:write",
  input: rejectSuggestionInputSchema,
  run: async (tx, { id, version, reason }, ctx): Promise<Suggestion> => {
    const leadId = await getLeadOf(tx, id);
    await lockLead(tx, leadId);
    checkOpen(await lockSuggestion(tx, id), version, ctx.now);
    await updateRejected(tx, id, reason || null, { by: ctx.actor.userId, at: ctx.now });
    await emit(tx, ctx, [
      {
        kind: "suggestion.rejected",
        leadId,
        subjects: { lead_id: leadId, suggestion_id: id },
        payload: { lead_id: leadId, suggestion_id: id, reason: reason || null },
      },
    ]);
    return getSuggestion(tx, id);
  },
});
