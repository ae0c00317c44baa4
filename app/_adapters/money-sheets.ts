import { percent } from "@/components/analytics/figure-words";
import { type Sheet, type SheetPanel, withShares } from "@/components/analytics/sheet";
import { ATTRIBUTION_MODELS, type RoiReport, type SourcesReport } from "@/lib/returns/schema";
import { channelName, linked, money, number, type Query, rate, withQuery, words } from "./sheet-parts";

const monthNote = (timezone: string) => `Whole months, days as in ${timezone.replaceAll("_", " ")}`;

/** Where leads came from and what each cost. */
export function sourcesSheet(report: SourcesReport): Sheet {
  const period = { from_date: report.from_date, to_date: report.to_date };
  const came = (more: Query) => withQuery("/analytics/funnel/rows", { ...period, ...more });
  const spent = (more: Query) => withQuery("/analytics/roi/rows", { ...period, ...more });
  const sum = (part: "arrived" | "converted" | "cost_minor") => report.data.reduce((all, one) => all + one[part], 0);
  const currency = report.base_currency;
  return {
    note: monthNote(report.timezone),
    definitions: report.definitions,
    figures: [
      {
        name: "Leads",
        value: sum("arrived").toLocaleString("en"),
        base: `from ${report.data.length} sources`,
        href: came({ figure: "arrived" }),
      },
      {
        name: "Won of those",
        value: sum("converted").toLocaleString("en"),
        base: percent(sum("arrived") ? sum("converted") / sum("arrived") : null),
        href: came({ figure: "converted" }),
      },
      {
        name: "Cost",
        value: money(sum("cost_minor"), currency),
        base: "of all sources",
        href: spent({ figure: "costs" }),
      },
    ],
    panels: [
      {
        title: "Sources",
        columns: [
          { label: "Source" },
          ...["Leads", "Conversing", "Qualified", "Won", "Cost", "Per lead", "Per qualified", "Per won"].map(
            (label) => ({ label, num: true }),
          ),
        ],
        rows: withShares(
          report.data.map((one) => {
            const source_id = one.source?.id ?? "none";
            const figure = (name: "arrived" | "conversing" | "qualified" | "converted") =>
              linked(one[name], came({ figure: name, source_id }));
            return {
              key: source_id,
              size: one.arrived,
              cells: [
                words(one.source?.name ?? "No source"),
                ...(["arrived", "conversing", "qualified", "converted"] as const).map(figure),
                { text: money(one.cost_minor, currency), href: spent({ figure: "costs", source_id }) },
                words(money(one.cost_per_lead_minor, currency)),
                words(money(one.cost_per_qualified_minor, currency)),
                words(money(one.cost_per_won_minor, currency)),
              ],
            };
          }),
        ),
        bar: 1,
        fileName: "sources.csv",
        empty: "No lead came in these months, and nothing was spent.",
      },
    ],
  };
}

/** Cost, revenue, payback and attribution. */
export function roiSheet(report: RoiReport): Sheet {
  const { totals, base_currency: currency } = report;
  const rows = (more: Query) =>
    withQuery("/analytics/roi/rows", { from_date: report.from_date, to_date: report.to_date, ...more });
  return {
    note: monthNote(report.timezone),
    definitions: report.definitions,
    figures: [
      {
        name: "Cost",
        value: money(totals.cost_minor, currency),
        base: `for ${totals.leads.toLocaleString("en")} leads`,
        href: rows({ figure: "costs" }),
      },
      {
        name: "Revenue",
        value: money(totals.revenue_minor, currency),
        base: `of ${totals.won.toLocaleString("en")} won`,
        href: rows({ figure: "won" }),
      },
      {
        name: "Won",
        value: totals.won.toLocaleString("en"),
        base: `${money(totals.cost_per_won_minor, currency)} each`,
        href: rows({ figure: "won" }),
      },
      {
        name: "Return on cost",
        value: totals.roi === null ? "–" : percent(totals.roi),
        base: totals.payback_months === null ? "not paid back yet" : `paid back in ${totals.payback_months} months`,
      },
      {
        name: "Without a value",
        value: report.without_value.toLocaleString("en"),
        base: "won, bring no revenue here",
        href: rows({ figure: "without_value" }),
      },
      {
        name: "Without a rate",
        value: report.without_rate.toLocaleString("en"),
        base: "in a currency unknown that day",
        href: rows({ figure: "without_rate" }),
      },
    ],
    panels: [roiSourcesPanel(report, rows), attributionPanel(report), roiMonthsPanel(report)],
  };
}

function roiSourcesPanel(report: RoiReport, rows: (more: Query) => string): SheetPanel {
  const currency = report.base_currency;
  return {
    title: "By source",
    columns: [
      { label: "Source" },
      ...["Cost", "Revenue", "Won", "Return", "Per won", "Paid back"].map((label) => ({ label, num: true })),
    ],
    rows: withShares(
      report.by_source.map((one) => {
        const source_id = one.source?.id ?? "none";
        return {
          key: source_id,
          size: one.revenue_minor,
          cells: [
            words(one.source?.name ?? "No source"),
            { text: money(one.cost_minor, currency), href: rows({ figure: "costs", source_id }) },
            { text: money(one.revenue_minor, currency), href: rows({ figure: "won", source_id }) },
            linked(one.won, rows({ figure: "won", source_id })),
            rate(one.roi),
            words(money(one.cost_per_won_minor, currency)),
            words(one.payback_months === null ? "–" : `${one.payback_months} mo`),
          ],
        };
      }),
    ),
    bar: 2,
    fileName: "roi-by-source.csv",
    empty: "Nothing was spent and nobody won in these months.",
  };
}

function roiMonthsPanel(report: RoiReport): SheetPanel {
  const currency = report.base_currency;
  return {
    title: "By month",
    columns: [{ label: "Month" }, ...["Cost", "Revenue", "Won"].map((label) => ({ label, num: true }))],
    rows: withShares(
      report.by_month.map((one) => ({
        key: one.month,
        size: one.revenue_minor,
        cells: [
          words(one.month),
          words(money(one.cost_minor, currency)),
          words(money(one.revenue_minor, currency)),
          number(one.won),
        ],
      })),
    ),
    bar: 2,
    fileName: "roi-by-month.csv",
    empty: "Nothing was spent and nobody won in these months.",
  };
}

function attributionPanel({ attribution, base_currency: currency }: RoiReport): SheetPanel {
  const points = new Map(
    ATTRIBUTION_MODELS.flatMap((model) =>
      attribution[model].map(
        ({ touchpoint: one }) =>
          [`${one.kind} ${one.id}`, one.kind === "channel" ? channelName(one.name) : one.name] as const,
      ),
    ),
  );
  const of = (model: (typeof ATTRIBUTION_MODELS)[number], key: string) =>
    attribution[model].find(({ touchpoint: one }) => `${one.kind} ${one.id}` === key)?.revenue_minor ?? 0;
  const rows = [...points].map(([key, name]) => ({
    key,
    size: of("linear", key),
    cells: [words(name), ...ATTRIBUTION_MODELS.map((model) => words(money(of(model, key), currency)))],
  }));
  const total = {
    key: "total",
    size: 0,
    cells: [words("Together"), ...ATTRIBUTION_MODELS.map(() => words(money(attribution.revenue_minor, currency)))],
  };
  return {
    title: "What had a share in it",
    note: "four ways to share the same revenue",
    columns: [
      { label: "Touchpoint" },
      ...["First", "Last", "Linear", "Position"].map((label) => ({ label, num: true })),
    ],
    rows: rows.length === 0 ? [] : withShares([...rows.toSorted((a, b) => b.size - a.size), total]),
    bar: 3,
    fileName: "attribution.csv",
    empty: "Nobody was won in these months.",
  };
}
