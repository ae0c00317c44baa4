import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";

/** What somebody is told of, in the order of the settings page. */
export const NOTIFICATION_KINDS = [
  "lead_contacted",
  "lead_replied",
  "slot_overridden",
  "message_blocked",
  "message_stopped",
  "lead_assigned",
  "lead_moved",
  "slot_asked",
  "hand_over_asked",
  "hand_over_decided",
  "note_mentioned",
  "trigger_lost",
] as const;
export const notificationKindSchema = z.enum(NOTIFICATION_KINDS);
export type NotificationKind = z.infer<typeof notificationKindSchema>;

const ref = z.object({ id: z.uuid(), name: z.string() });

export const notificationSchema = z.object({
  id: z.uuid(),
  kind: notificationKindSchema,
  at: z.iso.datetime(),
  read_at: z.iso.datetime().nullable(),
  /** null: a program, an import, or nobody in particular */
  actor: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  /** null: not about one lead, or not in the reader's sight any more */
  lead: ref.extend({ company: z.string().nullable() }).nullable(),
  /** of what enrolls people by itself */
  sequence: ref.nullable(),
  /** of a way out from which nothing leaves: of which mailbox, or which server of the operator's (null: of all of them), and why */
  stopped: z
    .object({ mailbox: ref.nullable(), server: z.string().nullable(), reason: z.string().nullable() })
    .nullable(),
  method: z.string().nullable(),
  /** of a hand-over: what was decided */
  outcome: z.enum(["accepted", "rejected"]).nullable(),
});
export type Notification = z.infer<typeof notificationSchema>;

export const listNotificationsInputSchema = pageInputSchema.extend({
  unread: z.enum(["true", "false"]).optional(),
});
export type ListNotificationsInput = z.output<typeof listNotificationsInputSchema>;

export const notificationPageSchema = z.object({
  data: z.array(notificationSchema),
  next_cursor: z.string().nullable(),
  /** exact up to 1,000 */
  unread: z.number().int(),
});
export type NotificationPage = z.infer<typeof notificationPageSchema>;

export const readNotificationsInputSchema = z
  .strictObject({ ids: z.array(z.uuid()).max(200).optional(), all: z.literal(true).optional() })
  .refine(({ ids, all }) => (ids === undefined) !== (all === undefined), "Give ids, or all: true.");
export const readNotificationsSchema = z.object({ read: z.number().int(), unread: z.number().int() });

export const changeNotificationsInputSchema = z.strictObject({ kind: notificationKindSchema, on: z.boolean() });

export const changeDigestInputSchema = z.strictObject({ on: z.boolean() });
