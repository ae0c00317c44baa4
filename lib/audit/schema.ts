import { z } from "zod";
import { daySchema, pageInputSchema } from "@/lib/core/schema";

const name = z.string().trim().min(1).max(100);

export const listAuditInputSchema = pageInputSchema.extend({
  /** exactly this kind, or all of a noun with a dot at the end: `lead.` */
  kind: name.optional(),
  actor: z.uuid().optional(),
  lead: z.uuid().optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
  /** a part of a kind or of a member's name */
  q: name.optional(),
});
export type ListAuditInput = z.output<typeof listAuditInputSchema>;

export const auditEventSchema = z.object({
  position: z.number().int(),
  id: z.uuid(),
  kind: z.string(),
  at: z.iso.datetime(),
  actor: z.object({ id: z.uuid().nullable(), name: z.string() }).nullable(),
  via: z.string(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  request_id: z.string().nullable(),
  lead: z.object({ id: z.uuid(), name: z.string().nullable() }).nullable(),
  subjects: z.record(z.string(), z.string()),
  /** what was said of it; null once it was erased */
  payload: z.record(z.string(), z.unknown()).nullable(),
  hash: z.string(),
});
export type AuditEvent = z.infer<typeof auditEventSchema>;

export const auditPageSchema = z.object({ data: z.array(auditEventSchema), next_cursor: z.string().nullable() });
export type AuditPage = z.infer<typeof auditPageSchema>;
