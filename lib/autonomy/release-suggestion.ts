import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { lockLead } from "@/lib/leads/store";
import { getLeadOf, lockSuggestion, updateHeldBack } from "@/lib/suggestions/store";

/** Leaves a suggestion to a person: by itself it did not go out, and is not tried by itself again. Called by the worker alone. */
export const releaseSuggestion = defineCommand({
  name: "releaseSuggestion",
  permission: "suggestions:write",
  input: z.strictObject({ id: z.uuid(), code: z.string().max(60) }),
  run: async (tx, { id, code }, ctx): Promise<void> => {
    const leadId = await getLeadOf(tx, id);
    await lockLead(tx, leadId);
    const { status } = await lockSuggestion(tx, id);
    if (status !== "PENDING") return;
    await updateHeldBack(tx, id, code, ctx.now);
    await emit(tx, ctx, [
      {
        kind: "suggestion.held_back",
        leadId,
        subjects: { lead_id: leadId, suggestion_id: id },
        payload: { lead_id: leadId, suggestion_id: id, code },
      },
    ]);
  },
});
