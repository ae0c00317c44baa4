import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { listForecastRows } from "@/lib/forecasts/row-queries";
import { forecastRowsInputSchema } from "@/lib/forecasts/schema";

export const GET = toReadEndpoint({
  name: "listForecastRows",
  permission: "analytics:read",
  input: forecastRowsInputSchema,
  read: (tx, input, ctx) => listForecastRows(tx, ctx, input),
});
