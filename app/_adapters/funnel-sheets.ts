import { countChange } from "@/components/analytics/change-words";
import { dayWords } from "@/components/analytics/day-words";
import { count, percent } from "@/components/analytics/figure-words";
import { type Sheet, type SheetPanel, withShares } from "@/components/analytics/sheet";
import { inStatusOrder, statusWords } from "@/components/analytics/status-words";
import { MINIMUM_BASE } from "@/lib/analytics/schema";
import type { Funnel, Lifecycle, Reached } from "@/lib/funnels/schema";
import { days, linked, noted, type Query, rate, withQuery, words } from "./sheet-parts";

const reachedColumns = ["Arrived", "Contacted", "Conversing", "Qualified", "Proposal", "Converted", "Lost"];
const reachedFigures = ["arrived", "contacted", "conversing", "qualified", "proposal", "converted", "lost"] as const;

/** The funnel as figures with their rows. */
export function funnelSheet(funnel: Funnel, kept: Query): Sheet {
  const period = { ...kept, from_date: funnel.from_date, to_date: funnel.to_date };
  const rows = (more: Query) => withQuery("/analytics/funnel/rows", { ...period, ...more });
  const before = (status: string) => funnel.previous?.[figureOf(status) as (typeof reachedFigures)[number]];
  return {
    note: noted(funnel.timezone, funnel.previous),
    definitions: funnel.definitions,
    figures: funnel.stages.map(({ status, leads, rate_from_start }) => ({
      name: status === "new" ? "Arrived" : statusWords(status),
      value: leads.toLocaleString("en"),
      base: status === "new" ? "leads created" : `${percent(rate_from_start)} of them`,
      change: countChange(leads, before(status)),
      before: `${count(before(status) ?? 0)} in the days before`,
      href: rows({ figure: figureOf(status) }),
    })),
    panels: [
      stagesPanel(funnel, rows),
      reachedPanel(
        "By source",
        "source",
        funnel.by_source.map(({ source, ...sums }) => ({
          id: source?.id ?? "none",
          name: source?.name ?? "No source",
          sums,
        })),
        (id) => ({ source_id: id }),
        rows,
      ),
      reachedPanel(
        "By rep",
        "rep",
        funnel.by_rep.map(({ user, ...sums }) => ({ id: user?.id ?? "none", name: user?.name ?? "Nobody", sums })),
        (id) => ({ user_id: id }),
        rows,
      ),
    ],
  };
}

function stagesPanel(funnel: Funnel, rows: (more: Query) => string): SheetPanel {
  return {
    title: "From stage to stage",
    columns: [
      { label: "Stage" },
      { label: "Leads", num: true },
      { label: "Of the stage before", num: true },
      { label: "Of all", num: true },
    ],
    rows: withShares([
      ...funnel.stages.map(({ status, leads, rate_from_previous, rate_from_start }) => ({
        key: status,
        size: leads,
        weak: funnel.total < MINIMUM_BASE,
        cells: [
          words(status === "new" ? "Arrived" : statusWords(status)),
          linked(leads, rows({ figure: figureOf(status) })),
          rate(rate_from_previous),
          rate(rate_from_start),
        ],
      })),
      {
        key: "lost",
        size: funnel.lost,
        cells: [
          words("Lost or unqualified"),
          linked(funnel.lost, rows({ figure: "lost" })),
          words("–"),
          rate(funnel.total ? funnel.lost / funnel.total : null),
        ],
      },
    ]),
    bar: 1,
    fileName: "funnel.csv",
    empty: "Nobody arrived in these days.",
  };
}

type Group = { id: string; name: string; sums: Reached };

function reachedPanel(
  title: string,
  noun: string,
  groups: Group[],
  by: (id: string) => Query,
  rows: (more: Query) => string,
): SheetPanel {
  return {
    title,
    columns: [
      { label: noun === "week" ? "Week of" : `${noun.charAt(0).toUpperCase()}${noun.slice(1)}` },
      ...reachedColumns.map((label) => ({ label, num: true })),
    ],
    rows: withShares(
      groups.map(({ id, name, sums }) => ({
        key: id,
        size: sums.arrived,
        weak: sums.arrived < MINIMUM_BASE,
        cells: [words(name), ...reachedFigures.map((figure) => linked(sums[figure], rows({ ...by(id), figure })))],
      })),
    ),
    bar: 1,
    note: `greyed: fewer than ${MINIMUM_BASE}`,
    fileName: `arrivals-by-${noun}.csv`,
    empty: "Nobody arrived in these days.",
  };
}

/** The lifecycle as figures with their rows. */
export function lifecycleSheet(lifecycle: Lifecycle, kept: Query): Sheet {
  const period = { ...kept, from_date: lifecycle.from_date, to_date: lifecycle.to_date };
  const rows = (more: Query) => withQuery("/analytics/funnel/rows", { ...period, ...more });
  return {
    note: noted(lifecycle.timezone, lifecycle.previous),
    definitions: lifecycle.definitions,
    figures: lifecycleFigures(lifecycle, rows),
    panels: [
      reachedPanel(
        "Arrivals by week",
        "week",
        lifecycle.cohorts.map(({ week, ...sums }) => ({ id: week, name: dayWords(week), sums })),
        (week) => ({ week }),
        rows,
      ),
      timePanel(lifecycle, rows),
      standingPanel(lifecycle, rows),
      movesPanel(lifecycle, rows),
    ],
  };
}

function lifecycleFigures(
  { now, moves, cohorts, previous }: Lifecycle,
  rows: (more: Query) => string,
): Sheet["figures"] {
  const sum = (counts: number[]) => counts.reduce((all, one) => all + one, 0);
  const closed = ["converted", "lost", "unqualified"];
  const open = now.filter(({ status }) => !closed.includes(status));
  const arrived = sum(cohorts.map((one) => one.arrived));
  const changes = sum(moves.map((one) => one.moves));
  return [
    {
      name: "Leads today",
      value: sum(now.map((one) => one.leads)).toLocaleString("en"),
      base: `${count(sum(open.map((one) => one.leads)))} of them open`,
      href: rows({ figure: "now" }),
    },
    {
      name: "Arrived",
      value: arrived.toLocaleString("en"),
      base: "in these days",
      change: countChange(arrived, previous?.arrived),
      before: `${count(previous?.arrived ?? 0)} in the days before`,
      href: rows({ figure: "arrived" }),
    },
    {
      name: "Changes of status",
      value: changes.toLocaleString("en"),
      base: "in these days, undone ones too",
      change: countChange(changes, previous?.moves),
      before: `${count(previous?.moves ?? 0)} in the days before`,
      href: rows({ figure: "moves" }),
    },
  ];
}

function timePanel(lifecycle: Lifecycle, rows: (more: Query) => string): SheetPanel {
  return {
    title: "Time in stage",
    columns: [
      { label: "Status" },
      { label: "Left it", num: true },
      { label: "Median", num: true },
      { label: "Mean", num: true },
      { label: "90 % within", num: true },
    ],
    rows: withShares(
      inStatusOrder(lifecycle.time_in_stage, (one) => one.status).map(
        ({ status, left, mean_days, median_days, p90_days }) => ({
          key: status,
          size: median_days ?? 0,
          weak: left < MINIMUM_BASE,
          cells: [
            words(statusWords(status)),
            linked(left, rows({ figure: "left", from_status: status })),
            words(days(median_days)),
            words(days(mean_days)),
            words(days(p90_days)),
          ],
        }),
      ),
    ),
    bar: 2,
    fileName: "time-in-stage.csv",
    empty: "No lead left a status in these days.",
  };
}

function standingPanel(lifecycle: Lifecycle, rows: (more: Query) => string): SheetPanel {
  return {
    title: "Where leads stand today",
    columns: [{ label: "Status" }, { label: "Leads", num: true }, { label: "Median time there", num: true }],
    rows: withShares(
      inStatusOrder(lifecycle.now, (one) => one.status).map(({ status, leads, median_days }) => ({
        key: status,
        size: leads,
        cells: [
          words(statusWords(status)),
          linked(leads, rows({ figure: "now", from_status: status })),
          words(days(median_days)),
        ],
      })),
    ),
    bar: 1,
    fileName: "leads-by-status.csv",
    empty: "There are no leads yet.",
  };
}

function movesPanel(lifecycle: Lifecycle, rows: (more: Query) => string): SheetPanel {
  return {
    title: "Moves between statuses",
    columns: [{ label: "From" }, { label: "To" }, { label: "Moves", num: true }, { label: "Leads", num: true }],
    rows: lifecycle.moves.map(({ from_status, to_status, moves, leads }) => ({
      key: `${from_status} ${to_status}`,
      cells: [
        words(statusWords(from_status)),
        words(statusWords(to_status)),
        linked(moves, rows({ figure: "moves", from_status, to_status })),
        linked(leads, rows({ figure: "movers", from_status, to_status })),
      ],
    })),
    fileName: "moves.csv",
    empty: "No lead changed its status in these days.",
  };
}

const figureOf = (status: string) => (status === "new" ? "arrived" : status);
