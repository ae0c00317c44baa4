import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { plusSeconds } from "@/lib/core/time";
import { findConnection, tokensOf } from "./queries";
import { holdRotation } from "./store";

/** Longer than a token endpoint is waited for: whoever holds it this long and says nothing is gone. */
const holdSeconds = 30;

export type Rotation = { id: string; generation: number; by: string; provider: string; refreshToken: string };

/** Lets one at a time exchange the tokens of a mailbox; null for everybody else, and for whoever read other tokens than there are. */
export const claimRotation = defineCommand({
  name: "claimRotation",
  permission: "mailboxes:read",
  input: z.strictObject({ mailbox_id: z.uuid(), generation: z.number().int(), by: z.string() }),
  run: async (tx, { mailbox_id, generation, by }, ctx): Promise<Rotation | null> => {
    const row = await findConnection(tx, mailbox_id);
    if (!row) return null;
    const held = { id: row.id, generation, by };
    if (!(await holdRotation(tx, held, plusSeconds(ctx.now, holdSeconds), ctx.now))) return null;
    return { ...held, provider: row.provider, refreshToken: tokensOf(tx, row).refresh_token };
  },
});
