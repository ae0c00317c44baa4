import { z } from "zod";
import { dncEntrySchema } from "@/lib/dnc/schema";

/** `POST /api/dnc/{id}/review`: a detection was right, or it was wrong for a reason. */
export const reviewBodySchema = z.strictObject({
  decision: z.enum(["confirm", "undo"]),
  reason: z.string().trim().max(1000).nullish(),
});
export const reviewDetectionInputSchema = reviewBodySchema
  .extend({ id: z.uuid() })
  .refine(({ decision, reason }) => decision === "confirm" || (reason?.length ?? 0) >= 10, {
    message: "Say in at least 10 characters why they did not ask to be left alone.",
    path: ["reason"],
  });
export const reviewedDetectionSchema = z.object({ id: z.uuid(), decision: z.enum(["confirm", "undo"]) });
export type ReviewedDetection = z.infer<typeof reviewedDetectionSchema>;

/** An entry that was made by itself and waits for a person's eyes. It blocks all the same. */
export const detectionSchema = dncEntrySchema
  .pick({ id: true, kind: true, value_norm: true, channel: true, since: true })
  .extend({
    source: z.enum(["keyword", "detected"]),
    /** the words that say it */
    words: z.string().nullable(),
    lead: z.object({ id: z.uuid(), name: z.string(), company: z.string().nullable() }),
    /** where they said it */
    said_on: z.string(),
  });
export type Detection = z.infer<typeof detectionSchema>;
export type DetectionPage = { data: Detection[]; next_cursor: string | null; total: number };
