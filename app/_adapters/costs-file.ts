import { decimalOf } from "@/components/budgets/money-words";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { listSourceCosts } from "@/lib/source-costs/queries";
import type { ListSourceCostsInput } from "@/lib/source-costs/schema";
import { csvFile } from "./csv-file";

const header = ["source", "month", "kind", "amount", "currency", "note", "in_our_currency", "our_currency", "by"];

type Filters = Omit<ListSourceCostsInput, "limit" | "cursor">;

/** What sources cost as a file that can be imported again: everything that the filters leave, read so many at a time. */
export const costsFile = (ctx: Context, filter: Filters, limit = 200): Response =>
  csvFile({
    name: `source-costs-${ctx.now.toISOString().slice(0, 10)}.csv`,
    header,
    read: (cursor) => read(ctx, "budget:read", (tx) => listSourceCosts(tx, { ...filter, limit, cursor })),
    toRow: ({ source, month, kind, amount_minor, currency, note, ...row }) => [
      ...[source.name, month, kind, decimalOf(amount_minor, currency), currency, note],
      decimalOf(row.base_amount_minor, row.base_currency),
      row.base_currency,
      row.recorded_by.name,
    ],
  });
