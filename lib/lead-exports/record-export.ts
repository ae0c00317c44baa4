import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { emit } from "@/lib/events/emit";
import { leadCondition } from "@/lib/filters/rules";
import { countExported } from "./queries";
import { exportLeadsInputSchema, MOST_IN_EXCEL } from "./schema";

/** Puts on record who takes which leads out, and how many, before the first of them leaves. */
export const recordExport = defineCommand({
  name: "recordExport",
  permission: "leads:export",
  input: exportLeadsInputSchema,
  run: async (tx, { format, ...filter }, ctx): Promise<{ leads: number }> => {
    const leads = await countExported(tx, leadCondition(ctx, filter));
    if (format === "xlsx" && leads > MOST_IN_EXCEL) {
      const [found, most] = [leads, MOST_IN_EXCEL].map((count) => count.toLocaleString("en"));
      throw invalid(
        "format",
        `These are ${found} leads, and an Excel file takes ${most}. Narrow the filter, or take CSV.`,
      );
    }
    await emit(tx, ctx, [{ kind: "leads.exported", payload: { format, leads, filter } }]);
    return { leads };
  },
});
