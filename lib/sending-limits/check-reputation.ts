import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { listReputations } from "./queries";
import { tripOf } from "./rules";
import { pauseMailbox, tripOrganization } from "./store";

/** Stops each way out of which too much came back or was reported as spam; the worker asks before it sends. Returns how many it stopped. */
export const checkReputation = defineCommand({
  name: "checkReputation",
  permission: "communications:write",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<{ stopped: number }> => {
    let stopped = 0;
    for (const { mailbox_id: id, ...figures } of await listReputations(tx, ctx.now)) {
      const reason = tripOf(figures);
      if (reason === null) continue;
      const pause = { reason, by: null, at: ctx.now };
      // Two workers may see the same figures: one of them stops it, and says so.
      if (!(await (id ? pauseMailbox(tx, id, pause) : tripOrganization(tx, pause)))) continue;
      stopped += 1;
      const author = { ...ctx, actor: { ...ctx.actor, userId: ctx.actor.userId || null } };
      const payload = { reason, ...figures };
      await emit(tx, author, [{ kind: "sending.paused", subjects: { ...(id && { mailbox_id: id }) }, payload }]);
    }
    return { stopped };
  },
});
