import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { hashToken } from "@/lib/core/tokens";
import { openSecrets } from "@/lib/mailboxes/seal-secrets";
import { markRequestUsed, type TakenRequest } from "./store";

export type Taken = Omit<TakenRequest, "verifier"> & { verifier: string };

/** Takes back a sign-in that was begun: by the session that began it, once, in time. Null for anything else. */
export const takeRequest = defineCommand({
  name: "takeRequest",
  permission: "mailboxes:write",
  input: z.strictObject({ state: z.string().max(200), session_id: z.string() }),
  run: async (tx, { state, session_id }, ctx): Promise<Taken | null> => {
    const held = { stateHash: hashToken(state), sessionHash: hashToken(session_id), userId: ctx.actor.userId };
    const row = await markRequestUsed(tx, held, ctx.now);
    if (!row) return null;
    const { verifier = "" } = openSecrets(row.verifier, { orgId: tx.orgId, id: row.id });
    return { ...row, verifier };
  },
});
