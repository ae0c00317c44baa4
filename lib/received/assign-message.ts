import { z } from "zod";
import { lockStored, lockWaiting, type StoredMail } from "@/lib/arrivals/queries";
import { updateDecision } from "@/lib/arrivals/store";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { lockLead } from "@/lib/leads/store";
import { recordArrivals } from "./record-arrivals";

/**
 * Says whose an unmatched message is; with it goes everything else that a person sent from the same address. It means then what it would have
 * meant on arrival; a report that names nothing of ours is believed with it.
 */
export const assignMessage = defineCommand({
  name: "assignMessage",
  permission: "communications:write",
  input: z.strictObject({ id: z.uuid(), lead_id: z.uuid() }),
  run: async (tx, { id, lead_id }, ctx): Promise<{ id: string; lead_id: string; assigned: number }> => {
    const mail = await lockStored(tx, id, ctx.actor);
    if (mail.state === "matched") throw new AppError("CONFLICT", "This message is at a lead already. Open it there.");
    await lockLead(tx, lead_id);
    // The postmaster who wrote of one address writes of many.
    const isReport = (one: StoredMail) => one.kind === "bounce" || one.kind === "complaint";
    const waiting =
      mail.from_norm === null || isReport(mail) ? [] : await lockWaiting(tx, { fromNorm: mail.from_norm });
    const others = waiting.filter((one) => one.id !== id && one.from_norm === mail.from_norm && !isReport(one));
    const all = [mail, ...others];
    for (const one of all.toSorted((a, b) => a.occurred_at.getTime() - b.occurred_at.getTime())) {
      await recordArrivals(tx, [one], ctx, { leadId: lead_id });
      await updateDecision(tx, one.id, { state: null, by: ctx.actor.userId, at: ctx.now });
    }
    return { id, lead_id, assigned: all.length };
  },
});
