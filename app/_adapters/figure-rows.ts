import type { FigureRows } from "@/lib/analytics/schema";
import { listComplianceRows } from "@/lib/compliance/row-queries";
import { complianceRowsInputSchema } from "@/lib/compliance/schema";
import type { Context } from "@/lib/core/context";
import type { read } from "@/lib/core/read";
import { listForecastRows } from "@/lib/forecasts/row-queries";
import { forecastRowsInputSchema } from "@/lib/forecasts/schema";
import { listFunnelRows } from "@/lib/funnels/row-queries";
import { funnelRowsInputSchema } from "@/lib/funnels/schema";
import { listReturnRows } from "@/lib/returns/row-queries";
import { returnRowsInputSchema } from "@/lib/returns/schema";
import { pageInput, type SearchParams } from "./page-input";

type OrgTx = Parameters<Parameters<typeof read>[2]>[0];
export type ShownRows = FigureRows & { query: Record<string, string> };
type Rows = (tx: OrgTx, ctx: Context, params: SearchParams) => Promise<ShownRows>;

const compliance: Rows = async (tx, ctx, params) => {
  const { input, query } = pageInput(complianceRowsInputSchema, params);
  return { ...(await listComplianceRows(tx, ctx, input)), query };
};

/** The rows behind the figures of each page, by its name in the address. */
export const figureRows: Record<string, Rows> = {
  funnel: async (tx, ctx, params) => {
    const { input, query } = pageInput(funnelRowsInputSchema, params);
    return { ...(await listFunnelRows(tx, ctx, input)), query };
  },
  roi: async (tx, ctx, params) => {
    const { input, query } = pageInput(returnRowsInputSchema, params);
    return { ...(await listReturnRows(tx, ctx, input)), query };
  },
  forecast: async (tx, ctx, params) => {
    const { input, query } = pageInput(forecastRowsInputSchema, params);
    return { ...(await listForecastRows(tx, ctx, input)), query };
  },
  collisions: compliance,
  compliance,
};
