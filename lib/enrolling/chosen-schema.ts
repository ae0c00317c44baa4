import { z } from "zod";
import { longestCursor } from "@/lib/core/schema";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { enrollOutcomeSchema } from "./schema";

/** Whom somebody chose in a list: these leads, or all that a filter finds but some. */
export const chosenLeadsSchema = z.strictObject({
  ids: z.array(z.uuid("This is not a lead's id.")).min(1, "Choose at least one lead.").max(10_000).optional(),
  filter: listLeadsInputSchema.omit({ sort: true, limit: true, cursor: true }).optional(),
  except: z.array(z.uuid()).max(10_000).default([]),
  /** where the part before this one ended */
  cursor: z.string().max(longestCursor).optional(),
});
export const previewChosenInputSchema = chosenLeadsSchema
  .extend({ sequence_id: z.uuid("Choose a sequence.") })
  .refine(({ ids, filter }) => (ids === undefined) !== (filter === undefined), {
    message: "Say which leads: ids, or a filter.",
    path: ["ids"],
  });
export type PreviewChosenInput = z.output<typeof previewChosenInputSchema>;

/** What enrolling some of the chosen would come to, counted by reason; the parts add up to the whole. */
export const chosenPreviewSchema = z.object({
  /** leads of this part; who is gone or out of sight is none of them */
  looked_at: z.number().int(),
  ok: z.number().int(),
  skipped: z.number().int(),
  decide: z.number().int(),
  /** who is not fine and why, with one of them as an example */
  reasons: z.array(
    z.object({
      outcome: z.enum(["skipped", "decide"]),
      code: z.string().nullable(),
      count: z.number().int(),
      example: enrollOutcomeSchema,
    }),
  ),
  next_cursor: z.string().nullable(),
});
export type ChosenPreview = z.infer<typeof chosenPreviewSchema>;
