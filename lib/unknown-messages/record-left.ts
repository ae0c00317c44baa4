import { defineCommand } from "@/lib/core/command";
import { plusSeconds } from "@/lib/core/time";
import { lockUnderway } from "@/lib/delivery/queries";
import { settle } from "@/lib/delivery/record-outcomes";
import { LEASE_SECONDS } from "@/lib/delivery/rules";
import { insertAttempts } from "@/lib/delivery/store";
import { recordLeftInputSchema } from "./schema";

/** A message that waits by a database that was put back from a backup, and has left by the journal: it is sent, and not again. */
export const recordLeft = defineCommand({
  name: "recordLeft",
  permission: "communications:write",
  input: recordLeftInputSchema,
  run: async (tx, { id, transport }, ctx): Promise<{ taken: boolean }> => {
    const [waiting] =
      await tx.sql`select id from communications where id = ${id} and status = 'queued' for update skip locked`;
    if (!waiting) return { taken: false };
    const claim = { id, worker: "restore", mailboxId: null, transport, fromAddress: "unknown@touchline.invalid" };
    await insertAttempts(tx, [claim], { at: ctx.now, until: plusSeconds(ctx.now, LEASE_SECONDS) });
    const message = await lockUnderway(tx, id);
    if (message)
      await settle(tx, message, { kind: "sent", response: "Found where sent mail is kept, after a restore." }, ctx);
    return { taken: true };
  },
});
