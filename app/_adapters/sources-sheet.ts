import { countChange } from "@/components/analytics/change-words";
import { count, counted, percent } from "@/components/analytics/figure-words";
import { type Sheet, type SheetPanel, withShares } from "@/components/analytics/sheet";
import type { SourcesReport } from "@/lib/returns/schema";
import { linked, money, moneyColumn, monthNote, nums, type Query, withQuery, words } from "./sheet-parts";
import { branchesOf } from "./source-tree";

/** Where leads came from and what each cost. */
export function sourcesSheet(report: SourcesReport): Sheet {
  const period = { from_date: report.from_date, to_date: report.to_date };
  const came = (more: Query) => withQuery("/analytics/funnel/rows", { ...period, ...more });
  const spent = (more: Query) => withQuery("/analytics/roi/rows", { ...period, ...more });
  const sum = (part: "arrived" | "converted" | "cost_minor") =>
    report.data.reduce((all, one) => all + (one[part] ?? 0), 0);
  const { base_currency: currency, previous } = report;
  const costFigure = {
    name: "Cost",
    value: money(sum("cost_minor"), currency),
    base: "of all sources",
    href: spent({ figure: "costs" }),
    change: countChange(sum("cost_minor"), previous?.cost_minor, (minor) => money(minor, currency)),
    before: `${money(previous?.cost_minor ?? null, currency)} in the months before`,
  };
  return {
    note: monthNote(report),
    definitions: report.definitions,
    figures: [
      {
        name: "Leads",
        value: sum("arrived").toLocaleString("en"),
        base: `from ${counted(report.data.filter((one) => one.arrived > 0).length, "source")}`,
        href: came({ figure: "arrived" }),
        change: countChange(sum("arrived"), previous?.arrived),
        before: `${count(previous?.arrived ?? 0)} in the months before`,
      },
      {
        name: "Won of those",
        value: sum("converted").toLocaleString("en"),
        base: `${percent(sum("arrived") ? sum("converted") / sum("arrived") : null)} of them`,
        href: came({ figure: "converted" }),
        change: countChange(sum("converted"), previous?.converted),
        before: `${count(previous?.converted ?? 0)} in the months before`,
      },
      ...(seesMoney(report) ? [costFigure] : []),
    ],
    panels: [sourcesPanel(report, came, spent)],
  };
}

type Rows = (more: Query) => string;
type SourceSums = NonNullable<SourcesReport["data"][number]["with_below"]>;
// The rows of costs are named only to who may open them.
const seesMoney = ({ rows }: SourcesReport) => rows["data[].cost_minor"] !== undefined;

function sourcesPanel(report: SourcesReport, came: Rows, spent: Rows): SheetPanel {
  const { base_currency: currency } = report;
  const branches = branchesOf<SourceSums>(report.data, (one) => one.arrived + (one.cost_minor ?? 0));
  const data = branches.map((one) => one.sums);
  const priced = seesMoney(report);
  const cost = moneyColumn(
    data.map((one) => one.cost_minor),
    currency,
  );
  const [perLead, perQualified, perWon] = [
    moneyColumn(
      data.map((one) => one.cost_per_lead_minor),
      currency,
    ),
    moneyColumn(
      data.map((one) => one.cost_per_qualified_minor),
      currency,
    ),
    moneyColumn(
      data.map((one) => one.cost_per_won_minor),
      currency,
    ),
  ];
  return {
    title: "Sources",
    columns: [
      { label: "Source" },
      ...nums(["Leads", "Conversing", "Qualified", "Won"]),
      ...(priced ? nums(["Cost", "Per lead", "Per qualified", "Per won"]) : []),
    ],
    rows: withShares(
      branches.map(({ key, name, sums: one, asked }) => {
        const figure = (part: "arrived" | "conversing" | "qualified" | "converted") =>
          linked(one[part], came({ figure: part, ...asked }));
        return {
          key,
          size: one.arrived,
          cells: [
            words(name),
            ...(["arrived", "conversing", "qualified", "converted"] as const).map(figure),
            ...(priced
              ? [
                  { ...cost(one.cost_minor), href: spent({ figure: "costs", ...asked }) },
                  perLead(one.cost_per_lead_minor),
                  perQualified(one.cost_per_qualified_minor),
                  perWon(one.cost_per_won_minor),
                ]
              : []),
          ],
        };
      }),
    ),
    bar: 1,
    fileName: "sources.csv",
    empty: "No lead came in these months, and nothing was spent.",
  };
}
