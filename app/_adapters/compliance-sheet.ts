import { countChange, rateChange } from "@/components/analytics/change-words";
import { dayWords } from "@/components/analytics/day-words";
import { percent } from "@/components/analytics/figure-words";
import { type Sheet, type SheetPanel, withShares } from "@/components/analytics/sheet";
import { MINIMUM_BASE } from "@/lib/analytics/schema";
import type { ComplianceReport } from "@/lib/compliance/schema";
import { linked, noted, nums, type Query, rate, withQuery, words } from "./sheet-parts";

/** The do-not-contact list, opt-outs by source, and what was stopped. */
export function complianceSheet(report: ComplianceReport): Sheet {
  const rows = (more: Query) =>
    withQuery("/analytics/compliance/rows", { from_date: report.from_date, to_date: report.to_date, ...more });
  const { previous } = report;
  const count = (name: string, value: number, figure: string, base: string, before?: number) => ({
    name,
    value: value.toLocaleString("en"),
    base,
    href: rows({ figure }),
    change: countChange(value, before),
    before: before === undefined ? undefined : `${before} in the days before`,
  });
  return {
    note: noted(report.timezone, previous),
    definitions: report.definitions,
    figures: [
      count("On the list", report.entries_standing, "standing", "at the end of these days", previous?.entries_standing),
      count("Added", report.entries_added, "added", `${report.opt_outs} said so themselves`, previous?.entries_added),
      count("Taken off", report.entries_removed, "removed", "the list again", previous?.entries_removed),
      {
        ...count(
          "Opted out",
          report.opted_out,
          "opted_out",
          `${percent(report.opt_out_rate)} of ${report.contacted} contacted`,
        ),
        change: rateChange(report.opt_out_rate, previous?.opt_out_rate),
        before: `${percent(previous?.opt_out_rate ?? null)} of those contacted in the days before`,
        weak: report.contacted < MINIMUM_BASE,
      },
      count(
        "Prevented",
        report.prevented,
        "prevented",
        `${report.overridden} overridden, ${report.escaped} escaped`,
        previous?.prevented,
      ),
    ],
    panels: [optOutPanel(report, rows), originsPanel(report, rows), weeksPanel(report, rows)],
  };
}

function optOutPanel(report: ComplianceReport, rows: (more: Query) => string): SheetPanel {
  return {
    title: "Opt-outs by source",
    columns: [{ label: "Source" }, ...nums(["Contacted", "Opted out", "Rate"])],
    rows: withShares(
      report.by_source.map(({ source, contacted, opted_out, opt_out_rate }) => {
        const source_id = source?.id ?? "none";
        return {
          key: source_id,
          size: opt_out_rate ?? 0,
          weak: contacted < MINIMUM_BASE,
          cells: [
            words(source?.name ?? "No source"),
            linked(contacted, rows({ figure: "contacted", source_id })),
            linked(opted_out, rows({ figure: "opted_out", source_id })),
            rate(opt_out_rate),
          ],
        };
      }),
    ),
    bar: 3,
    fileName: "opt-outs-by-source.csv",
    empty: "Nobody was contacted in these days.",
  };
}

function originsPanel(report: ComplianceReport, rows: (more: Query) => string): SheetPanel {
  return {
    title: "How entries came",
    columns: [{ label: "Way" }, ...nums(["Added"])],
    rows: withShares(
      report.by_origin.map(({ origin, added }) => ({
        key: origin,
        size: added,
        cells: [
          words(origin.charAt(0).toUpperCase() + origin.slice(1)),
          linked(added, rows({ figure: "added", origin })),
        ],
      })),
    ),
    bar: 1,
    fileName: "entries-by-way.csv",
    empty: "Nothing was added in these days.",
  };
}

function weeksPanel(report: ComplianceReport, rows: (more: Query) => string): SheetPanel {
  return {
    title: "The list by week",
    columns: [{ label: "Week of" }, ...nums(["Added", "Taken off", "On the list"])],
    rows: withShares(
      report.by_week.map(({ week, added, removed, standing }) => ({
        key: week,
        size: standing,
        cells: [
          words(dayWords(week)),
          linked(added, rows({ figure: "added", week })),
          linked(removed, rows({ figure: "removed", week })),
          linked(standing, rows({ figure: "standing", week })),
        ],
      })),
    ),
    bar: 3,
    fileName: "list-by-week.csv",
    empty: "No week in these days.",
  };
}
