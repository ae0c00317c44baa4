import { defineCommand } from "@/lib/core/command";
import { isAlive, lockUnderway } from "@/lib/delivery/queries";
import { requeue, settle } from "@/lib/delivery/record-outcomes";
import { endAttempt, updateNextLook } from "@/lib/delivery/store";
import { lookAgainAt, verdictOf } from "./rules";
import { lookedInputSchema } from "./schema";

/**
 * Decides about a message that may have left, after a look into its journal: it has, it has not (then it waits again, under its old name),
 * or it is looked up again later, and a person may say so first.
 */
export const classifyUnknown = defineCommand({
  name: "classifyUnknown",
  permission: "communications:write",
  input: lookedInputSchema,
  run: async (tx, { id, number, ...looked }, ctx): Promise<{ verdict: "sent" | "absent" | "open" }> => {
    const message = await lockUnderway(tx, id);
    if (message?.status !== "unknown" || message.number !== number) return { verdict: "open" };
    const beganAt = message.began_at ?? ctx.now;
    const workerLives = await isAlive(tx, message.worker);
    const verdict = verdictOf(looked, { beganAt, workerLives }, ctx.now);
    if (verdict === "sent")
      await settle(tx, message, { kind: "sent", response: "Found where sent mail is kept." }, ctx);
    else if (verdict === "open") await updateNextLook(tx, id, lookAgainAt(beganAt, ctx.now), ctx.now);
    else {
      const words = "It is not where everything that was sent is kept, so it did not leave.";
      await endAttempt(tx, message, "absent", words, ctx.now);
      const back = { status: "queued", retryCount: message.retry_count, nextAttemptAt: ctx.now } as const;
      await requeue(tx, message, back, words, ctx);
    }
    return { verdict };
  },
});
