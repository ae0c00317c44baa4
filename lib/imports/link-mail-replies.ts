import { z } from "zod";
import { linkReplies } from "@/lib/communications/store";
import { defineCommand } from "@/lib/core/command";

const replySchema = z.strictObject({ message_id: z.string(), answers_message_id: z.string(), norm: z.string() });

/** Joins imported answers to the touches they answer, after all of them are stored: dates in real mail do not follow the order of writing. */
export const linkMailReplies = defineCommand({
  name: "linkMailReplies",
  permission: "communications:write",
  input: z.strictObject({ replies: z.array(replySchema).max(1000) }),
  run: async (tx, { replies }, ctx): Promise<{ responses: number }> => {
    const rows = await tx.sql<{ norm: string; lead_id: string }[]>`
      select distinct norm, lead_id from contact_points where kind = 'email' and norm = any (${replies.map((reply) => reply.norm)}::text[])`;
    const pairs = replies.flatMap((reply) =>
      rows
        .filter((row) => row.norm === reply.norm)
        .map((row) => ({
          leadId: row.lead_id,
          messageId: reply.message_id,
          answersMessageId: reply.answers_message_id,
        })),
    );
    return { responses: await linkReplies(tx, pairs, ctx.now) };
  },
});
