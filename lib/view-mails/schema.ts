import { z } from "zod";

export const VIEWS = [
  "outreach",
  "funnel",
  "lifecycle",
  "reps",
  "sources",
  "roi",
  "forecast",
  "collisions",
  "compliance",
  "me",
] as const;
export const viewSchema = z.enum(VIEWS);
export type View = z.infer<typeof viewSchema>;
export const FREQUENCIES = ["daily", "weekly", "monthly"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

/** A page of figures with its filters, as its address has them; the days are those that have just gone by. */
const asked = {
  view: viewSchema,
  query: z.string().max(1000, "The filters are longer than 1,000 characters.").default(""),
};
export const saveViewMailInputSchema = z.strictObject({ ...asked, frequency: z.enum(FREQUENCIES) });
export const removeViewMailInputSchema = z.strictObject({ id: z.uuid() });
export const composeViewMailInputSchema = z.strictObject({ id: z.uuid() });

export const viewMailSchema = z.object({
  id: z.uuid(),
  view: viewSchema,
  query: z.string(),
  frequency: z.enum(FREQUENCIES),
  next_at: z.iso.datetime(),
});
export type ViewMail = z.infer<typeof viewMailSchema>;
