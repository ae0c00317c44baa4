import { z } from "zod";
import { type PersonPart, personParts } from "./part-rules";

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

const rows = z.array(z.unknown());

/** Everything that is kept about one lead, as the tables hold it. */
export const exportedPersonSchema = z.object({
  exported_at: z.iso.datetime(),
  lead: z.record(z.string(), z.unknown()),
  tags: z.array(z.string()),
  dnc_entries: rows,
  ...partSchemas(),
  events: rows,
  /** leads that were made a part of this one, as they were */
  merged_leads: rows,
});
export type ExportedPerson = z.infer<typeof exportedPersonSchema>;

// One field for each key of `personParts`, all of the same shape.
function partSchemas() {
  return Object.fromEntries(Object.keys(personParts).map((name) => [name, rows])) as Record<PersonPart, typeof rows>;
}
