import { z } from "zod";

export const erasePersonInputSchema = z.strictObject({ lead_id: z.uuid() });
export const erasedPersonSchema = z.object({
  lead_id: z.uuid(),
  /** what was emptied */
  communications: z.number().int(),
  addresses: z.number().int(),
  /** queued messages that were cancelled */
  cancelled: z.number().int(),
  /** other leads with one of the addresses: they are blocked from now on, and erased one by one */
  same_address_leads: z.array(z.uuid()),
});
export type ErasedPerson = z.infer<typeof erasedPersonSchema>;

/** Everything that is kept about one lead, as the tables hold it. */
export const exportedPersonSchema = z.object({
  exported_at: z.iso.datetime(),
  lead: z.record(z.string(), z.unknown()),
  contact_points: z.array(z.unknown()),
  tags: z.array(z.string()),
  communications: z.array(z.unknown()),
  status_history: z.array(z.unknown()),
  consents: z.array(z.unknown()),
  dnc_entries: z.array(z.unknown()),
  collisions: z.array(z.unknown()),
  overrides: z.array(z.unknown()),
  notes: z.array(z.unknown()),
  received: z.array(z.unknown()),
  calls: z.array(z.unknown()),
  transcripts: z.array(z.unknown()),
  events: z.array(z.unknown()),
  /** leads that were made a part of this one, as they were */
  merged_leads: z.array(z.unknown()),
});
export type ExportedPerson = z.infer<typeof exportedPersonSchema>;
