import { toReadEndpoint } from "@/app/_adapters/endpoint";
import { getForecast } from "@/lib/sequence-results/forecast-queries";
import { forecastInputSchema } from "@/lib/sequence-results/schema";

export const GET = toReadEndpoint({
  name: "getForecast",
  permission: "sequences:read",
  input: forecastInputSchema,
  read: (tx, input, ctx) => getForecast(tx, input, ctx),
});
