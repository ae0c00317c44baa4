import type { Context } from "@/lib/core/context";
import { writtenDeals } from "@/lib/lead-rows/deal-rules";
import type { DateOrder, Mapping, RowPlan } from "@/lib/lead-rows/schema";

type Chosen = {
  header: string[];
  mapping: Mapping;
  empty_values: string[];
  date_orders: Record<string, DateOrder>;
  sample: readonly { cells: readonly string[] }[];
  base_currency: string;
};

/** How the rows of an import become drafts, by what was chosen for it. */
export const planOf = (one: Chosen, ctx: Pick<Context, "defaultRegion">): RowPlan => ({
  header: one.header,
  mapping: one.mapping,
  empty: new Set(one.empty_values.map((value) => value.trim().toLowerCase())),
  dateOrders: one.date_orders,
  ...writtenDeals(one.header, one.mapping, one.sample),
  region: ctx.defaultRegion,
  currency: one.base_currency,
});
