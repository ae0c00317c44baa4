import { countChange, rateChange } from "@/components/analytics/change-words";
import { dayWords } from "@/components/analytics/day-words";
import { count, percent } from "@/components/analytics/figure-words";
import { type Sheet, type SheetPanel, withShares } from "@/components/analytics/sheet";
import { MINIMUM_BASE } from "@/lib/analytics/schema";
import type { ComplianceReport } from "@/lib/compliance/schema";
import { linked, noted, nums, type Query, rate, withQuery, words } from "./sheet-parts";

/** The do-not-contact list, opt-outs by source, and what was stopped. */
export function complianceSheet(report: ComplianceReport): Sheet {
  const rows = (more: Query) =>
    withQuery("/analytics/compliance/rows", { from_date: report.from_date, to_date: report.to_date, ...more });
  const { previous } = report;
  const figure = (name: string, value: number, which: string, base: string, before?: number) => ({
    name,
    value: count(value),
    base,
    href: rows({ figure: which }),
    change: countChange(value, before),
    before: before === undefined ? undefined : `${count(before)} in the days before`,
  });
  return {
    note: noted(report.timezone, previous),
    definitions: report.definitions,
    figures: [
      figure(
        "On the list",
        report.entries_standing,
        "standing",
        "at the end of these days",
        previous?.entries_standing,
      ),
      figure(
        "Added",
        report.entries_added,
        "added",
        `${count(report.opt_outs)} said so themselves`,
        previous?.entries_added,
      ),
      figure("Taken off", report.entries_removed, "removed", "the list again", previous?.entries_removed),
      {
        ...figure(
          "Opted out",
          report.opted_out,
          "opted_out",
          `${percent(report.opt_out_rate)} of ${count(report.contacted)} contacted`,
        ),
        change: rateChange(report.opt_out_rate, previous?.opt_out_rate),
        before: `${percent(previous?.opt_out_rate ?? null)} of those contacted in the days before`,
        weak: report.contacted < MINIMUM_BASE,
      },
      figure(
        "Prevented",
        report.prevented,
        "prevented",
        `${count(report.overridden)} overridden, ${count(report.escaped)} escaped`,
        previous?.prevented,
      ),
    ],
    panels: [
      optOutPanel(report, rows),
      templatesPanel(report, rows),
      originsPanel(report, rows),
      weeksPanel(report, rows),
    ],
  };
}

function optOutPanel(report: ComplianceReport, rows: (more: Query) => string): SheetPanel {
  return {
    title: "Opt-outs by source",
    note: `greyed: fewer than ${MINIMUM_BASE} contacted`,
    columns: [{ label: "Source" }, ...nums(RATES)],
    rows: withShares(
      report.by_source.map(({ source, ...one }) =>
        ratesRow(source?.name ?? "No source", one, { source_id: source?.id ?? "none" }, rows),
      ),
    ),
    bar: 3,
    fileName: "opt-outs-by-source.csv",
    empty: "Nobody was contacted in these days.",
  };
}

function templatesPanel(report: ComplianceReport, rows: (more: Query) => string): SheetPanel {
  return {
    title: "Opt-outs by template",
    note: `greyed: fewer than ${MINIMUM_BASE} contacted`,
    columns: [{ label: "Template" }, ...nums(RATES)],
    rows: withShares(report.by_template.map(({ id, name, ...one }) => ratesRow(name, one, { template_id: id }, rows))),
    bar: 3,
    fileName: "opt-outs-by-template.csv",
    empty: "Nobody was contacted with a template in these days.",
  };
}

const RATES = ["Contacted", "Opted out", "Opt-out rate", "Complained", "Complaint rate"];
type Rates = Pick<ComplianceReport, "contacted" | "opted_out" | "opt_out_rate" | "complained" | "complaint_rate">;

function ratesRow(name: string, one: Rates, asked: Query, rows: (more: Query) => string) {
  return {
    key: Object.values(asked).join(),
    size: one.opt_out_rate ?? 0,
    weak: one.contacted < MINIMUM_BASE,
    cells: [
      words(name),
      linked(one.contacted, rows({ ...asked, figure: "contacted" })),
      linked(one.opted_out, rows({ ...asked, figure: "opted_out" })),
      rate(one.opt_out_rate),
      linked(one.complained, rows({ ...asked, figure: "complained" })),
      rate(one.complaint_rate),
    ],
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
