import { insertCommunications } from "@/lib/communications/store";
import { defineCommand } from "@/lib/core/command";
import { newId } from "@/lib/core/ids";
import { lockLead } from "@/lib/leads/store";
import { saveDraftInputSchema } from "./schema";
import { discardDraft, updateDraft } from "./store";

/**
 * Keeps what somebody is writing to a lead, for them alone: it takes no slot and nobody is told. Without text the draft is thrown away.
 * On another channel it is another draft: the channel of a row never changes.
 */
export const saveDraft = defineCommand({
  name: "saveDraft",
  permission: "communications:write",
  input: saveDraftInputSchema,
  run: async (tx, input, ctx): Promise<{ draft_id: string | null }> => {
    const lead = await lockLead(tx, input.lead_id);
    const text = { subject: input.subject || null, body: input.body_text || null };
    const { draft_id: known, channel } = input;
    if (text.subject === null && text.body === null) {
      if (known) await discardDraft(tx, known, ctx);
      return { draft_id: null };
    }
    if (known && (await updateDraft(tx, { id: known, leadId: lead.id, channel }, text, ctx)))
      return { draft_id: known };
    if (known) await discardDraft(tx, known, ctx);
    const id = newId();
    await insertCommunications(tx, [
      {
        id,
        leadId: lead.id,
        companyId: lead.company_id,
        userId: ctx.actor.userId,
        actorName: ctx.actor.name,
        source: "composer",
        intent: "planned",
        channel,
        direction: "outbound",
        ...text,
        status: "draft",
        occurredAt: ctx.now,
        createdAt: ctx.now,
        updatedAt: ctx.now,
      },
    ]);
    return { draft_id: id };
  },
});
