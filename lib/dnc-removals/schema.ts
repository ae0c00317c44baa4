import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";
import { dncEntrySchema } from "@/lib/dnc/schema";

const reason = z
  .string()
  .trim()
  .min(10, "Say why, in at least 10 characters. It stays in the history of the entry.")
  .max(1000);

/** `POST /api/dnc/{id}/removal`: an admin asks. */
export const requestDncRemovalInputSchema = z.strictObject({ id: z.uuid(), reason });
/** `POST /api/dnc/{id}/removal/approve` and `/reject`: somebody else decides. */
export const approveDncRemovalInputSchema = z.strictObject({
  id: z.uuid(),
  note: z.string().trim().max(1000).nullish(),
});
export const rejectDncRemovalInputSchema = z.strictObject({ id: z.uuid(), reason });

const person = z.object({ id: z.uuid(), name: z.string() });

export const dncRemovalSchema = z.object({
  id: z.uuid(),
  entry_id: z.uuid(),
  reason: z.string(),
  requested_by: person,
  requested_at: z.iso.datetime(),
  decision: z.enum(["approved", "rejected"]).nullable(),
  decided_by: person.nullable(),
  decided_at: z.iso.datetime().nullable(),
  decision_reason: z.string().nullable(),
});
export type DncRemoval = z.infer<typeof dncRemovalSchema>;

/** A request that waits for its second person, with the entry it is about. */
export const openRemovalSchema = dncRemovalSchema.extend({ entry: dncEntrySchema });
export type OpenRemoval = z.infer<typeof openRemovalSchema>;

/** One step in the life of an entry. */
export const dncStepSchema = z.object({
  what: z.enum(["added", "requested", "approved", "rejected", "confirmed", "undone", "ended", "removed"]),
  at: z.iso.datetime(),
  /** null: by itself */
  by: person.nullable(),
  reason: z.string().nullable(),
});
export type DncStep = z.infer<typeof dncStepSchema>;

export const dncHistoryInputSchema = pageInputSchema.extend({ id: z.uuid() });
