import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { lockLead } from "@/lib/leads/store";
import { getSuggestion } from "./queries";
import { changedContent, checkOpen, editShare } from "./rules";
import { modifySuggestionInputSchema, type Suggestion } from "./schema";
import { getLeadOf, lockSuggestion, updateContent } from "./store";

/** Changes what a suggestion says before anybody approves it. What was proposed stays beside it, and how much differs. */
export const modifySuggestion = defineCommand({
  name: "modifySuggestion",
  permission: "suggestions:write",
  input: modifySuggestionInputSchema,
  run: async (tx, { id, version, content }, ctx): Promise<Suggestion> => {
    const leadId = await getLeadOf(tx, id);
    await lockLead(tx, leadId);
    const suggestion = await lockSuggestion(tx, id);
    checkOpen(suggestion, version, ctx.now);
    const changed = changedContent(suggestion.type, suggestion.content, content);
    if (JSON.stringify(changed) === JSON.stringify(suggestion.content)) return getSuggestion(tx, id);
    await updateContent(tx, id, changed, editShare(suggestion.proposed, changed), ctx.now);
    await emit(tx, ctx, [
      {
        kind: "suggestion.modified",
        leadId,
        subjects: { lead_id: leadId, suggestion_id: id },
        payload: { lead_id: leadId, suggestion_id: id, content: changed },
      },
    ]);
    return getSuggestion(tx, id);
  },
});
