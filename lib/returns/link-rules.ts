import { eachOf, type RowLinks, rowLinks } from "@/lib/analytics/link-rules";
import { ATTRIBUTION_MODELS } from "./schema";

type Days = { from_date: string; to_date: string };
const leads = "/api/analytics/funnel/rows";
const money = "/api/analytics/roi/rows";
const reached = Object.fromEntries(
  ["arrived", "contacted", "conversing", "qualified", "proposal", "converted", "lost"].map((figure) => [
    figure,
    figure,
  ]),
);
const spent = { cost_minor: "costs" };
const won = { ...spent, won: "won", revenue_minor: "won" };

/** The rows behind every count and amount of the sources. */
export function sourcesLinks({ from_date, to_date }: Days, before: Days | null, seesMoney: boolean): RowLinks {
  const kept = { from_date, to_date };
  const earlier = before ? { from_date: before.from_date, to_date: before.to_date } : null;
  const source = { source_id: "{source.id}" };
  const below = { ...source, below: "true" };
  return {
    ...rowLinks(leads, kept, {
      ...eachOf("data[]", reached, source),
      ...eachOf("data[].with_below", reached, below),
    }),
    ...(seesMoney &&
      rowLinks(money, kept, { ...eachOf("data[]", spent, source), ...eachOf("data[].with_below", spent, below) })),
    ...(earlier && rowLinks(leads, earlier, eachOf("previous", { arrived: "arrived", converted: "converted" }, {}))),
    ...(seesMoney && earlier && rowLinks(money, earlier, eachOf("previous", spent, {}))),
  };
}

/** The rows behind every count and amount of the returns. */
export function roiLinks({ from_date, to_date }: Days, before: Days | null): RowLinks {
  const kept = { from_date, to_date };
  const earlier = before ? { from_date: before.from_date, to_date: before.to_date } : null;
  const source = { source_id: "{source.id}" };
  const below = { ...source, below: "true" };
  const month = { from_date: "{month}-01", to_date: "{month}-01" };
  const touchpoint = { touchpoint: "{touchpoint.kind}", touchpoint_id: "{touchpoint.id}" };
  return {
    ...rowLinks(leads, kept, {
      ...eachOf("totals", { leads: "arrived" }, {}),
      ...eachOf("by_source[]", { leads: "arrived" }, source),
      ...eachOf("by_source[].with_below", { leads: "arrived" }, below),
    }),
    ...rowLinks(money, kept, {
      ...eachOf("totals", won, {}),
      ...eachOf("by_source[]", won, source),
      ...eachOf("by_source[].with_below", won, below),
      ...eachOf("by_month[]", won, month),
      ...eachOf("attribution", { revenue_minor: "won", won: "won" }, {}),
      ...Object.assign(
        {},
        ...ATTRIBUTION_MODELS.map((model) =>
          eachOf(`attribution.${model}[]`, { revenue_minor: "credited" }, { model, ...touchpoint }),
        ),
      ),
      without_value: { figure: "without_value" },
      without_rate: { figure: "without_rate" },
      costs_before: { figure: "costs_before" },
    }),
    ...(earlier && rowLinks(leads, earlier, eachOf("previous", { leads: "arrived" }, {}))),
    ...(earlier && rowLinks(money, earlier, eachOf("previous", won, {}))),
  };
}
