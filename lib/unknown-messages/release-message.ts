import { defineCommand } from "@/lib/core/command";
import { isAlive, lockUnderway } from "@/lib/delivery/queries";
import { release, settle } from "@/lib/delivery/record-outcomes";
import { messageIdInputSchema } from "@/lib/sending/schema";

/**
 * Takes a message from a worker that is gone or froze past its right to send. What had not begun to leave goes back to the queue: its
 * worker, should it wake, finds its right gone before the first byte. What had begun may have arrived, and is unknown from now on.
 */
export const releaseMessage = defineCommand({
  name: "releaseMessage",
  permission: "communications:write",
  input: messageIdInputSchema,
  run: async (tx, { id }, ctx): Promise<{ state: "held" | "released" | "unknown" }> => {
    const message = await lockUnderway(tx, id);
    if (message?.status !== "sending" || message.ended_at !== null) return { state: "held" };
    if (message.lease_until >= ctx.now && (await isAlive(tx, message.worker))) return { state: "held" };
    if (message.began_at !== null) {
      await settle(tx, message, { kind: "unknown", response: "The worker that sent it is gone." }, ctx);
      return { state: "unknown" };
    }
    await release(tx, message, ctx);
    return { state: "released" };
  },
});
