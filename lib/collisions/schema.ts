import { z } from "zod";

export const listCollisionsInputSchema = z.strictObject({
  kind: z.enum(["prevented", "overridden", "escaped"]).optional(),
  user: z.uuid().optional(),
  method: z.string().trim().max(40).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
export type ListCollisionsInput = z.output<typeof listCollisionsInputSchema>;

const touchRef = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  subject: z.string().nullable(),
});

export const collisionSchema = z.object({
  id: z.uuid(),
  kind: z.enum(["prevented", "overridden", "escaped"]),
  code: z.string(),
  method: z.string(),
  at: z.iso.datetime(),
  lead: z.object({ id: z.uuid(), name: z.string(), company: z.string().nullable() }),
  user: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  subject: z.string().nullable(),
  excerpt: z.string().nullable(),
  other: touchRef.nullable(),
  reason: z.string().nullable(),
});
export type Collision = z.infer<typeof collisionSchema>;
export type CollisionPage = { data: Collision[]; next_cursor: string | null; total?: number; total_at_least?: number };
