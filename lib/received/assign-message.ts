import { z } from "zod";
import { lockStored, lockWaiting } from "@/lib/arrivals/queries";
import { updateDecision } from "@/lib/arrivals/store";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { lockLead } from "@/lib/leads/store";
import { recordArrivals } from "./record-arrivals";

/** Says whose an unmatched message is; with it goes everything else that waits from the same address. It means then what it would have meant on arrival. */
export const assignMessage = defineCommand({
  name: "assignMessage",
  permission: "communications:write",
  input: z.strictObject({ id: z.uuid(), lead_id: z.uuid() }),
  run: async (tx, { id, lead_id }, ctx): Promise<{ id: string; lead_id: string; assigned: number }> => {
    const mail = await lockStored(tx, id, ctx.actor);
    if (mail.state === "matched") throw new AppError("CONFLICT", "This message is at a lead already. Open it there.");
    await lockLead(tx, lead_id);
    const others = mail.from_norm === null ? [] : await lockWaiting(tx, { fromNorm: mail.from_norm });
    const all = [mail, ...others.filter((one) => one.id !== id && one.from_norm === mail.from_norm)];
    for (const one of all.toSorted((a, b) => a.occurred_at.getTime() - b.occurred_at.getTime())) {
      await recordArrivals(tx, [one], ctx, lead_id);
      await updateDecision(tx, one.id, { state: null, by: ctx.actor.userId, at: ctx.now });
    }
    return { id, lead_id, assigned: all.length };
  },
});
