import { z } from "zod";
import { defineCommand } from "@/lib/core/command";

/** Says that a message is being put into the Sent folder, for one worker alone, or that it could not be after all. */
export const markCopied = defineCommand({
  name: "markCopied",
  permission: "communications:write",
  input: z.strictObject({ attempt_id: z.uuid(), copied: z.boolean() }),
  run: async (tx, { attempt_id, copied }, ctx): Promise<{ marked: boolean }> => {
    const rows = await tx.sql`
      update delivery_attempts set copied_at = ${copied ? ctx.now : null}, updated_at = ${ctx.now}
      where id = ${attempt_id} and (copied_at is null) = ${copied} returning id`;
    return { marked: rows.length > 0 };
  },
});
