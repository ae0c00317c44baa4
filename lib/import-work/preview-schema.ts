import { z } from "zod";
import { pageOf } from "@/lib/core/schema";

const text = z.string().nullable();

/** A row of the file as it will be stored, or why not. */
export const previewRowSchema = z.object({
  line: z.number().int(),
  outcome: z.enum(["created", "updated", "skipped", "rejected"]),
  name: z.string(),
  title: text,
  email: text,
  phone: text,
  linkedin: text,
  company: text,
  owner: text,
  source: text,
  tags: z.array(z.string()),
  blocked: z.array(z.string()),
  /** a touch that the row tells of */
  touch: z.object({ at: z.iso.datetime(), channel: z.string(), direction: z.enum(["outbound", "inbound"]) }).nullable(),
  /** of the deal: what it is worth, in the currency's minor unit, when it may close, and how likely, from 0 to 1 */
  deal: z.object({
    estimated_value_minor: z.number().int().nullable(),
    currency: text,
    expected_close_date: text,
    probability_override: z.number().nullable(),
  }),
  /** parts of the source, such as utm_source */
  source_metadata: z.record(z.string(), z.string()),
  kept: z.record(z.string(), z.string()),
  problems: z.array(z.object({ column: text, reason: z.string(), suggestion: z.string() })),
  cells: z.array(z.string()),
  /** of a new lead: one that is there, with nearly the same name at nearly the same company */
  possible_duplicate: z.object({ id: z.uuid(), name: z.string(), company: text }).nullable(),
});
export type PreviewRow = z.infer<typeof previewRowSchema>;
export const previewPageSchema = pageOf(previewRowSchema);
