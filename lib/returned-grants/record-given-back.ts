import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { emit } from "@/lib/events/emit";
import { GIVEN_BACK } from "./schema";

/** Whether the provider of a mailbox that was disconnected took its permission back, for the record. */
export const recordGivenBack = defineCommand({
  name: "recordGivenBack",
  permission: "mailboxes:write",
  input: z.strictObject({
    mailbox_id: z.uuid(),
    provider: z.string(),
    became: z.enum(GIVEN_BACK),
  }),
  run: async (tx, { mailbox_id, provider, became }, ctx): Promise<null> => {
    const kind = became === "revoked" ? "mailbox.grant_revoked" : "mailbox.grant_kept";
    await emit(tx, ctx, [{ kind, subjects: { mailbox_id }, payload: { provider, became } }]);
    return null;
  },
});
