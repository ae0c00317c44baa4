import { z } from "zod";
import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { chosenCondition, countExported } from "./queries";
import { type ExportInput, MOST_IN_EXCEL } from "./schema";

const readInputSchema = z.custom<ExportInput>(
  (value) => typeof value === "object" && value !== null && "format" in value,
);

/** Puts on record who takes which leads out, and how many, before the first of them leaves. */
export const recordExport = defineCommand({
  name: "recordExport",
  permission: "leads:export",
  input: readInputSchema,
  run: async (tx, { format, segment, ...chosen }, ctx): Promise<{ leads: number }> => {
    const leads = await countExported(tx, chosenCondition(ctx, chosen));
    if (format === "xlsx" && leads > MOST_IN_EXCEL) {
      const [found, most] = [leads, MOST_IN_EXCEL].map((count) => count.toLocaleString("en"));
      throw invalid(
        "format",
        `These are ${found} leads, and an Excel file takes ${most}. Narrow the filter, or take CSV.`,
      );
    }
    if (leads === 0 && chosen.ids)
      throw invalid("ids", "None of these leads is here any more. Load the list anew and choose again.");
    const of = segment ? { segment: segment.name } : {};
    const subjects: Record<string, string> = segment ? { segment_id: segment.id } : {};
    await emit(tx, ctx, [{ kind: "leads.exported", subjects, payload: { format, leads, ...of, ...chosen } }]);
    return { leads };
  },
});
