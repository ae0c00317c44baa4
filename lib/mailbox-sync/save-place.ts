import { z } from "zod";
import { defineCommand } from "@/lib/core/command";

/** How far a mailbox has been read, or why it cannot be. */
export const savePlace = defineCommand({
  name: "savePlace",
  permission: "communications:write",
  input: z.strictObject({
    mailbox_id: z.uuid(),
    cursor: z.record(z.string(), z.strictObject({ validity: z.string(), uid: z.number().int().min(0) })).optional(),
    /** the folders that the server shows, for who chooses what is read */
    folders: z.array(z.object({ path: z.string(), use: z.string().nullable() })).optional(),
    problem: z.string().nullable(),
  }),
  run: async (tx, { mailbox_id, cursor, folders, problem }, ctx): Promise<{ mailbox_id: string }> => {
    await tx.sql`
      update mailboxes set sync_cursor = case when ${cursor !== undefined} then ${JSON.stringify(cursor ?? {})}::text::jsonb else sync_cursor end,
        synced_at = case when ${problem === null} then ${ctx.now} else synced_at end, sync_error = ${problem}, updated_at = ${ctx.now}
      where id = ${mailbox_id}`;
    if (folders)
      await tx.sql`
        update mailboxes set settings = settings || jsonb_build_object('offered_folders', ${JSON.stringify(folders)}::text::jsonb)
        where id = ${mailbox_id} and settings -> 'offered_folders' is distinct from ${JSON.stringify(folders)}::text::jsonb`;
    return { mailbox_id };
  },
});
