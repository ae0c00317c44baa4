import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { fromIso } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { lockLead } from "@/lib/leads/store";
import { type SnoozedLead, snoozeLeadInputSchema } from "./schema";
import { saveSnooze } from "./store";

const yearMs = 366 * 86_400_000;

/** Takes a lead out of the queues until a moment, for everybody; a newer message of theirs brings it back before. Without a moment: it rests no longer. */
export const snoozeLead = defineCommand({
  name: "snoozeLead",
  permission: "leads:write",
  input: snoozeLeadInputSchema,
  run: async (tx, { lead_id, until }, ctx): Promise<SnoozedLead> => {
    const at = until === null ? ctx.now : fromIso(until);
    if (until !== null && at <= ctx.now)
      throw invalid("until", "This is in the past, so the lead would not rest. Give a later time.");
    if (at.getTime() - ctx.now.getTime() > yearMs)
      throw invalid("until", "This is more than a year ahead. Choose a nearer day, or put the lead on ice.");
    await lockLead(tx, lead_id);
    await saveSnooze(tx, { leadId: lead_id, userId: ctx.actor.userId, since: ctx.now, until: at });
    const payload = {
      lead_id,
      changes: { snoozed_until: { old: null, new: until === null ? null : at.toISOString() } },
    };
    await emit(tx, ctx, [{ kind: "lead.changed", leadId: lead_id, subjects: { lead_id }, payload }]);
    return { lead_id, until: until === null ? null : at.toISOString() };
  },
});
