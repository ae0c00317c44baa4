import { z } from "zod";
import { listLeadsInputSchema } from "@/lib/leads/schema";

export const EXPORT_FORMATS = ["csv", "xlsx"] as const;
/** The sheet lies in memory while it is written: 60 MB at this size. */
export const MOST_IN_EXCEL = 50_000;

/** `GET /api/leads/export`: what `GET /api/leads` takes, as a file. */
export const exportLeadsInputSchema = listLeadsInputSchema
  .omit({ sort: true, limit: true, cursor: true })
  .extend({ format: z.enum(EXPORT_FORMATS, "Choose csv or xlsx.").default("csv") });
export type ExportLeadsInput = z.output<typeof exportLeadsInputSchema>;
