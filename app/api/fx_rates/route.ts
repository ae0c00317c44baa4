import { toEndpoint } from "@/app/_adapters/endpoint";
import { toListEndpoint } from "@/app/_adapters/list-endpoint";
import { listExchangeRates } from "@/lib/exchange-rates/queries";
import { listExchangeRatesInputSchema } from "@/lib/exchange-rates/schema";
import { setExchangeRate } from "@/lib/exchange-rates/set-exchange-rate";

export const GET = toListEndpoint({
  name: "listExchangeRates",
  permission: "budget:read",
  input: listExchangeRatesInputSchema,
  read: (tx, { currency }) => listExchangeRates(tx, currency),
});

export const PUT = toEndpoint(setExchangeRate);
