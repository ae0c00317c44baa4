import { toEndpoint, toReadEndpoint } from "@/app/_adapters/endpoint";
import { listExchangeRates } from "@/lib/exchange-rates/queries";
import { listExchangeRatesInputSchema } from "@/lib/exchange-rates/schema";
import { setExchangeRate } from "@/lib/exchange-rates/set-exchange-rate";

export const GET = toReadEndpoint({
  name: "listExchangeRates",
  permission: "budget:read",
  input: listExchangeRatesInputSchema,
  read: async (tx, { currency }) => ({ data: await listExchangeRates(tx, currency), next_cursor: null }),
});

export const PUT = toEndpoint(setExchangeRate);
