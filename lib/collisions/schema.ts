import { z } from "zod";
import { daySchema, pageInputSchema } from "@/lib/core/schema";

/** What a manager makes of a collision afterwards. */
export const RESOLUTIONS = ["no_harm", "agreed", "apologised", "coached", "rule_to_change"] as const;
export const resolutionSchema = z.enum(RESOLUTIONS);
export type Resolution = z.infer<typeof resolutionSchema>;

export const listCollisionsInputSchema = pageInputSchema.extend({
  kind: z.enum(["prevented", "overridden", "escaped"]).optional(),
  /** overrides that somebody else still has to look at, or has looked at */
  review: z.enum(["open", "done"]).optional(),
  /** what was made of it; `none`: nothing yet */
  resolution: z.enum(["none", ...RESOLUTIONS]).optional(),
  user: z.uuid().optional(),
  team: z.uuid().optional(),
  method: z.string().trim().max(40).optional(),
  /** those about somebody whom it reached */
  campaign: z.uuid().optional(),
  from: daySchema.optional(),
  to: daySchema.optional(),
});
export type ListCollisionsInput = z.output<typeof listCollisionsInputSchema>;

const person = z.object({ id: z.uuid(), name: z.string() }).nullable();

/** `null` for a touch on a lead that the reader may not see. */
const touchRef = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  user: person,
  subject: z.string().nullable(),
});

const overrideSchema = z.object({
  id: z.uuid(),
  user_id: z.uuid(),
  codes: z.array(z.string()),
  /** the warning as it was shown, rule by rule */
  warning: z.array(z.object({ code: z.string(), message: z.string() })),
  reviewed_by: person,
  reviewed_at: z.iso.datetime().nullable(),
});

export const collisionSchema = z.object({
  id: z.uuid(),
  kind: z.enum(["prevented", "overridden", "escaped"]),
  code: z.string(),
  method: z.string(),
  at: z.iso.datetime(),
  lead: z.object({ id: z.uuid(), name: z.string(), company: z.string().nullable() }),
  user: person,
  subject: z.string().nullable(),
  excerpt: z.string().nullable(),
  other: touchRef.nullable(),
  reason: z.string().nullable(),
  override: overrideSchema.nullable(),
  resolution: resolutionSchema.nullable(),
});
export type Collision = z.infer<typeof collisionSchema>;
export type CollisionPage = { data: Collision[]; next_cursor: string | null; total?: number; total_at_least?: number };

export const reviewOverrideInputSchema = z.strictObject({ override_id: z.uuid() });
export const resolveCollisionInputSchema = z.strictObject({
  collision_id: z.uuid(),
  resolution: resolutionSchema.nullable(),
});
