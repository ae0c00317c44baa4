import { eachOf, type RowLinks, rowLinks } from "@/lib/analytics/link-rules";

/** The rows behind every count and amount of the forecast; what is only expected has none. */
export const forecastLinks = (): RowLinks =>
  rowLinks(
    "/api/analytics/forecast/rows",
    {},
    {
      pipeline_minor: { figure: "with_value" },
      without_value: { figure: "without_value" },
      without_rate: { figure: "without_rate" },
      ...eachOf(
        "pipeline[]",
        { leads: "pipeline", with_value: "with_value", value_minor: "with_value", base: "stood" },
        { status: "{status}" },
      ),
      ...eachOf("past[]", { actual_minor: "came" }, { month: "{month}" }),
    },
  );
