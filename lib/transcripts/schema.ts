import { z } from "zod";
import { pageInputSchema } from "@/lib/core/schema";

/** As much as an hour-long call needs many times over. */
export const TRANSCRIPT_CHARACTERS = 2_000_000;

/** What one person said in one go; seconds from the beginning, where the file says them. */
export const segmentSchema = z.object({
  from: z.number().nullable(),
  to: z.number().nullable(),
  speaker: z.string().nullable(),
  text: z.string(),
});
export type Segment = z.infer<typeof segmentSchema>;

export const transcriptSchema = z.object({
  contact_id: z.uuid(),
  language: z.string().nullable(),
  segments: z.array(segmentSchema),
  added_by: z.object({ id: z.uuid(), name: z.string() }),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Transcript = z.infer<typeof transcriptSchema>;

/** What was pasted, or the content of a .txt, .vtt or .srt file: which of them it is is found out. */
export const saveTranscriptInputSchema = z.strictObject({
  content: z
    .string()
    .min(1, "There is no text. Paste it, or choose a file.")
    .max(
      TRANSCRIPT_CHARACTERS,
      "This is longer than 2,000,000 characters. Cut it in two, or leave out what was said around it.",
    )
    .refine(
      (text) => !text.includes("\u0000"),
      "This holds NUL characters, so it is no text. Save it as .txt, .vtt or .srt in UTF-8.",
    ),
  /** ISO 639, such as en or de-CH */
  language: z
    .string()
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "Give the language as its code, such as en or de-CH.")
    .nullish(),
});
export const saveTranscriptCommandSchema = saveTranscriptInputSchema.extend({ contact_id: z.uuid() });
export const transcriptIdSchema = z.strictObject({ contact_id: z.uuid() });

export const searchTranscriptsInputSchema = pageInputSchema.extend({
  q: z.string().trim().min(2, "Give at least two letters.").max(200),
  lead_id: z.uuid().optional(),
});
export type SearchTranscriptsInput = z.output<typeof searchTranscriptsInputSchema>;

/** A call in which the words were said, and the first place that holds one of them. */
export const transcriptHitSchema = z.object({
  contact_id: z.uuid(),
  lead: z.object({ id: z.uuid(), name: z.string() }),
  occurred_at: z.iso.datetime(),
  method: z.string(),
  segment: segmentSchema.nullable(),
});
export const transcriptHitPageSchema = z.object({
  data: z.array(transcriptHitSchema),
  next_cursor: z.string().nullable(),
});
export type TranscriptHitPage = z.infer<typeof transcriptHitPageSchema>;
