import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { asFinder } from "@/lib/delivery/event-rules";
import { emit } from "@/lib/events/emit";
import { pauseOrganization } from "@/lib/sending-limits/store";

const reason = "The database was put back from a backup. See under Mail what left since then, and then send again.";

/** After a restore nothing leaves until a person has looked (reliability.md, Sending, 6). */
export const pauseRestored = defineCommand({
  name: "pauseRestored",
  permission: "communications:write",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<void> => {
    await pauseOrganization(tx, { reason, by: null, at: ctx.now });
    await emit(tx, asFinder(ctx), [{ kind: "sending.paused", payload: { reason } }]);
  },
});
