import { z } from "zod";
import { type BulkFilter, chosen, oneChoice } from "@/lib/bulk-actions/schema";
import { listLeadsInputSchema } from "@/lib/leads/schema";

export const EXPORT_FORMATS = ["csv", "xlsx"] as const;
/** The sheet lies in memory while it is written: 60 MB at this size. */
export const MOST_IN_EXCEL = 50_000;

/** `GET /api/leads/export`: what `GET /api/leads` takes, as a file. */
export const exportLeadsInputSchema = listLeadsInputSchema
  .omit({ sort: true, limit: true, cursor: true })
  .extend({ format: z.enum(EXPORT_FORMATS, "Choose csv or xlsx.").default("csv") });

/** `POST /api/leads/export`: these leads, or what a filter finds but some, chosen as for `POST /api/leads/bulk`. */
export const exportChosenInputSchema = oneChoice(
  z.strictObject({ ...chosen, format: exportLeadsInputSchema.shape.format }),
);

/** `GET /api/segments/{id}/export`: the leads in a segment, as it is kept. */
export const exportSegmentInputSchema = z.strictObject({
  id: z.uuid("This is not a segment's id."),
  format: exportLeadsInputSchema.shape.format,
});

export type Chosen = { filter?: BulkFilter | undefined; ids?: string[] | undefined; except?: string[] | undefined };
export type ExportInput = Chosen & {
  format: (typeof EXPORT_FORMATS)[number];
  /** whose conditions these are */
  segment?: { id: string; name: string };
};
