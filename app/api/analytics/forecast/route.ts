import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getForecast } from "@/lib/forecasts/queries";
import { forecastInputSchema } from "@/lib/forecasts/schema";

export const GET = toReadEndpoint({
  name: "getForecast",
  permission: "analytics:read",
  input: forecastInputSchema,
  read: (tx, input, ctx) => getForecast(tx, ctx, input),
});
