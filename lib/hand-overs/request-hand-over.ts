import type { OrgTx } from "@/db/tenant";
import { addressOf } from "@/lib/blind-checks/check-address";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { lockLead } from "@/lib/leads/store";
import { listLeadsToAskFor } from "./queries";
import { type RequestHandOverInput, requestHandOverInputSchema } from "./schema";
import { insertHandOvers } from "./store";

/**
 * Asks the owner of a lead for it: by id, or by an address when the lead is out of sight. The answer is the same whether such a lead
 * exists or not; the owner (of a lead of nobody: every manager) is told and decides.
 */
export const requestHandOver = defineCommand({
  name: "requestHandOver",
  permission: "leads:write",
  input: requestHandOverInputSchema,
  run: async (tx, input, ctx): Promise<{ asked: true }> => {
    const leads = await leadsOf(tx, input, ctx);
    const asked = leads.map((leadId) => ({
      id: newId(),
      leadId,
      askedBy: ctx.actor.userId,
      note: input.note || null,
      at: ctx.now,
    }));
    const added = await insertHandOvers(tx, asked);
    await emit(
      tx,
      ctx,
      added.map(({ id, leadId, note }) => ({
        kind: "hand_over.requested",
        leadId,
        subjects: { lead_id: leadId, hand_over_id: id },
        payload: { lead_id: leadId, note },
      })),
    );
    return { asked: true };
  },
});

async function leadsOf(tx: OrgTx, { lead_id, ...address }: RequestHandOverInput, ctx: Context): Promise<string[]> {
  if (lead_id === undefined) return listLeadsToAskFor(tx, addressOf(address, ctx.defaultRegion), ctx.actor.userId);
  const lead = await lockLead(tx, lead_id);
  if (lead.owner_id === ctx.actor.userId) throw new AppError("CONFLICT", "This lead is yours already.");
  return [lead.id];
}
