import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { getLead } from "@/lib/leads/queries";
import type { Lead } from "@/lib/leads/schema";
import { insertStatusMoves, lockLead, updateLeadColumns } from "@/lib/leads/store";
import { lockClient } from "./queries";
import { unconvertLeadCommandSchema } from "./schema";
import { updateUndone } from "./store";

/** Undoes a conversion: the lead goes back to the status it came from, and the client stays as history with the reason. */
export const unconvertLead = defineCommand({
  name: "unconvertLead",
  permission: "leads:unconvert",
  input: unconvertLeadCommandSchema,
  run: async (tx, { lead_id, reason }, ctx): Promise<Lead> => {
    await lockLead(tx, lead_id);
    const client = await lockClient(tx, lead_id);
    if (!client) throw new AppError("CONFLICT", "This lead is not a client. Reload to see where it stands.");
    const [by, at] = [ctx.actor.userId, ctx.now];
    await updateUndone(tx, [{ id: client.id, by, reason, at }]);
    const move = { leadId: lead_id, to: client.from_status, trigger: "undo", actorId: by, reason, at } as const;
    await insertStatusMoves(tx, [move]);
    await updateLeadColumns(tx, lead_id, {}, at);
    const changes = { status: { old: "converted", new: client.from_status } };
    const payload = { lead_id, client_id: client.id, reason, changes };
    await emit(tx, ctx, [
      { kind: "lead.unconverted", leadId: lead_id, subjects: { lead_id, client_id: client.id }, payload },
    ]);
    return getLead(tx, lead_id);
  },
});
