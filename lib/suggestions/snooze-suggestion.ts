import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { fromIso } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { lockLead } from "@/lib/leads/store";
import { getSuggestion } from "./queries";
import { checkOpen } from "./rules";
import { type Suggestion, snoozeSuggestionInputSchema } from "./schema";
import { getLeadOf, lockSuggestion, updateSnoozed } from "./store";

/** Puts a suggestion off: nobody sees it among what waits until then. */
export const snoozeSuggestion = defineCommand({
  name: "snoozeSuggestion",
  permission: "suggestions:write",
  input: snoozeSuggestionInputSchema,
  run: async (tx, { id, until }, ctx): Promise<Suggestion> => {
    const moment = fromIso(until);
    if (moment <= ctx.now) throw invalid("until", "Choose a moment in the future.");
    const leadId = await getLeadOf(tx, id);
    await lockLead(tx, leadId);
    checkOpen(await lockSuggestion(tx, id), undefined, ctx.now);
    await updateSnoozed(tx, id, moment, ctx.now);
    await emit(tx, ctx, [
      {
        kind: "suggestion.snoozed",
        leadId,
        subjects: { lead_id: leadId, suggestion_id: id },
        payload: { lead_id: leadId, suggestion_id: id, until },
      },
    ]);
    return getSuggestion(tx, id);
  },
});
