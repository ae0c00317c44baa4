import { z } from "zod";
import { lockStored } from "@/lib/arrivals/queries";
import { updateDecision } from "@/lib/arrivals/store";
import { defineCommand } from "@/lib/core/command";
import { AppError } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";

/** Takes a message out of the unmatched queue, or puts it back: it is no lead's. */
export const dismissMessage = defineCommand({
  name: "dismissMessage",
  permission: "communications:write",
  input: z.strictObject({ id: z.uuid(), undo: z.boolean().default(false) }),
  run: async (tx, { id, undo }, ctx): Promise<{ id: string; state: "unmatched" | "dismissed" }> => {
    const mail = await lockStored(tx, id, ctx.actor);
    if (mail.state === "matched") throw new AppError("CONFLICT", "This message is at a lead already. Open it there.");
    const state = undo ? "unmatched" : "dismissed";
    if (mail.state === state) return { id, state };
    await updateDecision(tx, id, { state, by: ctx.actor.userId, at: ctx.now });
    const kind = undo ? "inbound_message.restored" : "inbound_message.dismissed";
    await emit(tx, ctx, [{ kind, subjects: { inbound_message_id: id }, payload: { id } }]);
    return { id, state };
  },
});
