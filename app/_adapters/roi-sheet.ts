import { countChange, rateChange } from "@/components/analytics/change-words";
import { monthWords } from "@/components/analytics/day-words";
import { count, counted, percent } from "@/components/analytics/figure-words";
import { type Sheet, type SheetCell, type SheetPanel, withShares } from "@/components/analytics/sheet";
import { MINIMUM_BASE } from "@/lib/analytics/schema";
import { ATTRIBUTION_MODELS, type Returns, type RoiReport } from "@/lib/returns/schema";
import { channelName, linked, money, moneyColumn, monthNote, type Query, rate, withQuery, words } from "./sheet-parts";
import { branchesOf } from "./source-tree";

type Rows = (more: Query) => string;

/** Cost, revenue, payback and attribution. */
export function roiSheet(report: RoiReport): Sheet {
  const { totals, previous, base_currency: currency } = report;
  const before = (text: string) => `${text} in the months before`;
  const rows = (more: Query) =>
    withQuery("/analytics/roi/rows", { from_date: report.from_date, to_date: report.to_date, ...more });
  return {
    note: monthNote(report),
    definitions: report.definitions,
    figures: [
      {
        name: "Cost",
        value: money(totals.cost_minor, currency),
        base: `for ${counted(totals.leads, "lead")}`,
        href: rows({ figure: "costs" }),
        change: countChange(totals.cost_minor, previous?.cost_minor, (minor) => money(minor, currency)),
        before: before(money(previous?.cost_minor ?? null, currency)),
      },
      {
        name: "Revenue",
        value: money(totals.revenue_minor, currency),
        base: `of ${count(totals.won)} won`,
        href: rows({ figure: "won" }),
        change: countChange(totals.revenue_minor, previous?.revenue_minor, (minor) => money(minor, currency)),
        before: before(money(previous?.revenue_minor ?? null, currency)),
      },
      {
        name: "Won",
        value: totals.won.toLocaleString("en"),
        base: totals.cost_per_won_minor === null ? "clients" : `${money(totals.cost_per_won_minor, currency)} each`,
        href: rows({ figure: "won" }),
        change: countChange(totals.won, previous?.won),
        before: before(count(previous?.won ?? 0)),
      },
      {
        name: "Return on cost",
        value: totals.roi === null ? "–" : percent(totals.roi),
        base:
          totals.payback_months === null
            ? "not paid back yet"
            : `paid back in ${counted(totals.payback_months, "month")}`,
        change: rateChange(totals.roi, previous?.roi),
        before: before(percent(previous?.roi ?? null)),
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
        base: "in a currency without one",
        href: rows({ figure: "without_rate" }),
      },
      ...(report.costs_before === 0 ? [] : [costsBefore(report.costs_before, rows)]),
    ],
    panels: [roiSourcesPanel(report, rows), attributionPanel(report, rows), roiMonthsPanel(report, rows)],
  };
}

const costsBefore = (costs: number, rows: Rows) => ({
  name: "Costs left out",
  value: costs.toLocaleString("en"),
  base: "kept in your currency of before",
  href: rows({ figure: "costs_before" }),
});

function roiSourcesPanel(report: RoiReport, rows: (more: Query) => string): SheetPanel {
  const currency = report.base_currency;
  const column = (values: (number | null)[]) => moneyColumn(values, currency);
  const branches = branchesOf<Returns>(report.by_source, sizeOf);
  const cost = column(branches.map(({ sums }) => sums.cost_minor));
  const revenue = column(branches.map(({ sums }) => sums.revenue_minor));
  const perWon = column(branches.map(({ sums }) => sums.cost_per_won_minor));
  return {
    title: "By source",
    note: `greyed: fewer than ${MINIMUM_BASE} leads`,
    columns: [
      { label: "Source" },
      ...["Cost", "Revenue", "Won", "Return", "Per won", "Paid back"].map((label) => ({ label, num: true })),
    ],
    rows: withShares(
      branches.map(({ key, name, sums: one, asked }) => {
        return {
          key,
          size: one.revenue_minor,
          weak: one.leads < MINIMUM_BASE,
          cells: [
            words(name),
            { ...cost(one.cost_minor), href: rows({ figure: "costs", ...asked }) },
            { ...revenue(one.revenue_minor), href: rows({ figure: "won", ...asked }) },
            linked(one.won, rows({ figure: "won", ...asked })),
            rate(one.roi),
            perWon(one.cost_per_won_minor),
            words(one.payback_months === null ? "–" : `${one.payback_months} mo`),
          ],
        };
      }),
    ),
    bar: 2,
    fileName: "roi-by-source.csv",
    empty: "Nothing was spent and no lead was won in these months.",
  };
}

// By revenue; the cost tells those apart that brought none.
const sizeOf = (one: Returns) => one.revenue_minor + one.won + one.cost_minor / 1e9;

function roiMonthsPanel(report: RoiReport, rows: Rows): SheetPanel {
  const cost = moneyColumn(
    report.by_month.map((one) => one.cost_minor),
    report.base_currency,
  );
  const revenue = moneyColumn(
    report.by_month.map((one) => one.revenue_minor),
    report.base_currency,
  );
  const daysOf = (month: string) => ({ from_date: `${month}-01`, to_date: `${month}-01` });
  return {
    title: "By month",
    columns: [{ label: "Month" }, ...["Cost", "Revenue", "Won"].map((label) => ({ label, num: true }))],
    rows: withShares(
      report.by_month.map((one) => ({
        key: one.month,
        size: one.revenue_minor,
        cells: [
          words(monthWords(one.month)),
          { ...cost(one.cost_minor), href: rows({ ...daysOf(one.month), figure: "costs" }) },
          { ...revenue(one.revenue_minor), href: rows({ ...daysOf(one.month), figure: "won" }) },
          linked(one.won, rows({ ...daysOf(one.month), figure: "won" })),
        ],
      })),
    ),
    bar: 2,
    fileName: "roi-by-month.csv",
    empty: "Nothing was spent and no lead was won in these months.",
  };
}

function attributionPanel({ attribution, base_currency: currency }: RoiReport, link: Rows): SheetPanel {
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
  const cellOf = Object.fromEntries(
    ATTRIBUTION_MODELS.map((model) => [
      model,
      moneyColumn(
        attribution[model].map((one) => one.revenue_minor),
        currency,
      ),
    ]),
  );
  const cells = (minorOf: (model: (typeof ATTRIBUTION_MODELS)[number]) => number) =>
    ATTRIBUTION_MODELS.map((model) => cellOf[model]?.(minorOf(model)) ?? words(""));
  const rows = [...points].map(([key, name]) => ({
    key,
    size: of("linear", key),
    cells: [words(name), ...cells((model) => of(model, key)).map((cell, nth) => linkOf(cell, key, nth))],
  }));
  function linkOf(cell: SheetCell, key: string, nth: number): SheetCell {
    const [touchpoint = "", touchpoint_id = ""] = key.split(" ");
    const model = ATTRIBUTION_MODELS[nth];
    if (of(model ?? "linear", key) === 0) return cell;
    return { ...cell, href: link({ figure: "credited", model, touchpoint, touchpoint_id }) };
  }
  const total = {
    key: "total",
    size: 0,
    cells: [
      words("Together"),
      ...cells(() => attribution.revenue_minor).map((cell) => ({ ...cell, href: link({ figure: "won" }) })),
    ],
  };
  return {
    title: "Attribution",
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
