import { defineCommand } from "@/lib/core/command";
import { AppError, notFound } from "@/lib/core/errors";
import { deliveryEvent } from "@/lib/delivery/event-rules";
import { lockUnderway } from "@/lib/delivery/queries";
import { settle } from "@/lib/delivery/record-outcomes";
import { endAttempt, updateEnded } from "@/lib/delivery/store";
import { emit } from "@/lib/events/emit";
import { getMessage } from "@/lib/sending/queries";
import { requireMayStop } from "@/lib/sending/rules";
import type { Message } from "@/lib/sending/schema";
import { resolveMessageInputSchema } from "./schema";

/** A person's word on a message of which nothing else can say whether it left. It is never sent again: who says that it did not leave writes a new one. */
export const resolveMessage = defineCommand({
  name: "resolveMessage",
  permission: "communications:write",
  input: resolveMessageInputSchema,
  run: async (tx, { id, sent }, ctx): Promise<Message> => {
    const message = await lockUnderway(tx, id);
    if (!message) throw notFound("message");
    requireMayStop(message, ctx.actor);
    if (message.status !== "unknown")
      throw new AppError(
        "CONFLICT",
        `This message is ${message.status}: there is nothing to decide. Reload to see it.`,
      );
    if (sent) await settle(tx, message, { kind: "sent", response: `${ctx.actor.name} said that it left.` }, ctx);
    else {
      const response = `${ctx.actor.name} said that it did not leave.`;
      await endAttempt(tx, message, "not_sent", response, ctx.now);
      await updateEnded(tx, id, { status: "failed", code: "NOT_SENT" }, response, ctx.now);
      await emit(tx, ctx, [deliveryEvent("message.failed", message, { reason: response, code: "NOT_SENT" })]);
    }
    return getMessage(tx, id, ctx.actor.userId);
  },
});
