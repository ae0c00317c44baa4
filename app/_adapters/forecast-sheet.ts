import { dayWords, monthWords } from "@/components/analytics/day-words";
import { counted, percent } from "@/components/analytics/figure-words";
import { type Sheet, type SheetPanel, withShares } from "@/components/analytics/sheet";
import { statusWords } from "@/components/analytics/status-words";
import { MINIMUM_BASE } from "@/lib/analytics/schema";
import type { Forecast } from "@/lib/forecasts/schema";
import { linked, money, type Query, rate, withQuery, words } from "./sheet-parts";

/** The pipeline, what of it will come, and past errors. */
export function forecastSheet(forecast: Forecast): Sheet {
  const currency = forecast.base_currency;
  // Most of it from rates of a handful of leads.
  const unsure = sumOf(forecast.pipeline.filter(isSmall)) * 2 > forecast.expected_minor;
  return {
    note: `As of ${dayWords(forecast.as_of)}, days as in ${forecast.timezone.replaceAll("_", " ")}`,
    method: forecast.method,
    definitions: forecast.definitions,
    figures: [
      {
        name: "In the pipeline",
        value: money(forecast.pipeline_minor, currency),
        base: `${counted(
          forecast.pipeline.reduce((all, one) => all + one.with_value, 0),
          "lead",
        )} with a value`,
        href: rows({ figure: "with_value" }),
      },
      {
        name: "Expected within a month",
        value: money(forecast.expected_minor, currency),
        base:
          forecast.mean_error_rate === null
            ? "nothing came yet to compare with"
            : `past error ${percent(forecast.mean_error_rate)}${unsure ? ", on a small base" : ""}`,
        weak: unsure,
        href: rows({ figure: "pipeline" }),
      },
      {
        name: "Without a value",
        value: forecast.without_value.toLocaleString("en"),
        base: "expected at nothing",
        href: rows({ figure: "without_value" }),
      },
      {
        name: "Without a rate",
        value: forecast.without_rate.toLocaleString("en"),
        base: "in a currency unknown today",
        href: rows({ figure: "without_rate" }),
      },
    ],
    panels: [pipelinePanel(forecast), pastPanel(forecast)],
  };
}

function pipelinePanel(forecast: Forecast): SheetPanel {
  const currency = forecast.base_currency;
  return {
    title: "Pipeline",
    note: `greyed: a rate of fewer than ${MINIMUM_BASE} leads`,
    columns: [
      { label: "Status" },
      ...["Leads", "With a value", "Value", "Won within a month", "Of", "Expected"].map((label) => ({
        label,
        num: true,
      })),
    ],
    rows: withShares(
      forecast.pipeline.map((one) => ({
        key: one.status,
        size: one.expected_minor,
        weak: isSmall(one),
        cells: [
          words(statusWords(one.status)),
          linked(one.leads, rows({ figure: "pipeline", status: one.status })),
          linked(one.with_value, rows({ figure: "with_value", status: one.status })),
          { text: money(one.value_minor, currency), href: rows({ figure: "with_value", status: one.status }) },
          rate(one.win_rate),
          linked(one.base, rows({ figure: "stood", status: one.status })),
          words(money(one.expected_minor, currency)),
        ],
      })),
    ),
    bar: 6,
    fileName: "pipeline.csv",
    empty: "Nobody is in the pipeline.",
  };
}

function pastPanel(forecast: Forecast): SheetPanel {
  const currency = forecast.base_currency;
  return {
    title: "The same method in past months",
    columns: [
      { label: "Month" },
      ...["Expected", "Came", "Error", "Of what came"].map((label) => ({ label, num: true })),
    ],
    rows: withShares(
      forecast.past.map((one) => ({
        key: one.month,
        size: one.actual_minor,
        cells: [
          words(monthWords(one.month)),
          words(money(one.expected_minor, currency)),
          { text: money(one.actual_minor, currency), href: rows({ figure: "came", month: one.month }) },
          words(money(one.error_minor, currency)),
          rate(one.error_rate),
        ],
      })),
    ),
    bar: 2,
    fileName: "forecast-errors.csv",
    empty: "There is no past month yet.",
  };
}

type Standing = Forecast["pipeline"][number];
const isSmall = (one: Standing) => one.base < MINIMUM_BASE;
const sumOf = (all: Standing[]) => all.reduce((sum, one) => sum + one.expected_minor, 0);
const rows = (more: Query) => withQuery("/analytics/forecast/rows", more);
