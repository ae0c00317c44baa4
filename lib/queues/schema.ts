import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";
import { leadSchema } from "@/lib/leads/schema";

export const QUEUES = ["needs-reply", "awaiting-reply"] as const;
export type Queue = (typeof QUEUES)[number];

export const listQueueInputSchema = pageInputSchema.extend({
  owner: z.uuid().optional(),
});

/** A lead with since when somebody waits, and the first words of what was said last. */
export const queuedLeadSchema = leadSchema.extend({ waiting_since: z.iso.datetime(), preview: z.string().nullable() });
export type QueuedLead = z.infer<typeof queuedLeadSchema>;
export type QueuePage = { data: QueuedLead[]; next_cursor: string | null; total?: number; total_at_least?: number };

export const waitingSchema = z.object({
  /** open items of one's own day; 100 and more is 100 */
  today: z.number().int(),
  /** one's own leads that wait for an answer; 100 and more is 100 */
  inbox: z.number().int(),
});
export type Waiting = z.infer<typeof waitingSchema>;

export const snoozeBodySchema = z.strictObject({ until: z.iso.datetime({ offset: true }) });
export const snoozeLeadInputSchema = z.strictObject({
  lead_id: z.uuid(),
  /** null: no longer */
  until: z.iso.datetime({ offset: true }).nullable(),
});
export const snoozedLeadSchema = z.object({ lead_id: z.uuid(), until: z.iso.datetime().nullable() });
export type SnoozedLead = z.infer<typeof snoozedLeadSchema>;
