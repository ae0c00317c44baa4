import type { Dashboard } from "@/scripts/bench/dashboards";
import type { FirstRow } from "@/scripts/bench/first-row";
import type { ImportSpeed } from "@/scripts/bench/import-speed";
import type { LongList } from "@/scripts/bench/long-list";
import type { Measured } from "@/scripts/bench/measure";
import type { Neighbours } from "@/scripts/bench/neighbours";
import { row } from "@/scripts/bench/report";

type Pair = { web: number; floor: number };
export type Run = {
  size: { leads: number; communications: number };
  measured: Measured[];
  started: Pair;
  idle: Pair;
  loaded: Pair;
  firstRow: { web: FirstRow; floor: FirstRow } | null;
  desk: Desk;
};
type Desk = {
  thousand: ImportSpeed | null;
  file: ImportSpeed | null;
  neighbours: Neighbours | null;
  longList: LongList | null;
  dashboards: Dashboard[] | null;
};
type Goal = { what: string; value: number | null; must: number; aim: number; unit: string };

/** Milliseconds a bare Next.js handler took for a lead on the machine of design/performance.md, whose goals in milliseconds are of it. */
const theirLeadMs = 0.68;

/** The rows of design/performance.md that this run can judge; what was not measured is left out. `small`: an earlier run at 50k/200k. */
export function goalsTable(run: Run, small: Run | null): string {
  const goals = [
    ...loadGoals(run),
    ...flatnessGoals(run, small),
    ...questionGoals(run).flatMap((goal) => [goal, ...atTheirSpeed(goal, run)]),
    ...deskGoals(run),
    ...houseGoals(run),
  ];
  const lines = goals.map(({ what, value, must, aim, unit }) =>
    value === null
      ? null
      : row([what, `${value.toFixed(2)}${unit}`, `≤ ${must}${unit}`, `≤ ${aim}${unit}`, verdict(value, must, aim)]),
  );
  const head = ["goal", "measured", "must", "aim", ""];
  return [row(head), row(head.map(() => "---")), ...lines.filter((line) => line !== null)].join("\n");
}

/** The same as it would be on that machine, when this one is slower: told beside it, never instead. */
function atTheirSpeed(goal: Goal, { measured }: Run): Goal[] {
  const lead = measured.find((one) => one.operation === "get" && one.clients === 1)?.figures.floor.p50;
  if (goal.unit !== " ms" || goal.value === null || !lead || lead <= theirLeadMs) return [];
  const what = `${goal.what}, where a bare lead takes ${theirLeadMs} ms (here ${lead.toFixed(2)})`;
  return [{ ...goal, what, value: (goal.value * theirLeadMs) / lead }];
}

/** The four that must hold first. */
export const judged = ["get", "list", "timeline", "log"];

function loadGoals({ measured }: Run): Goal[] {
  const wanted = measured.filter((one) => judged.includes(one.operation));
  const cpu = wanted.map(({ title, clients, figures: { ours, floor } }) => ({
    what: `CPU of the web per request: ${title}, ${clients} client${clients > 1 ? "s" : ""}`,
    value: (ours.web ?? 0) / (floor.web ?? 1),
    must: 2,
    aim: 1.25,
    unit: " × floor",
  }));
  const spread = wanted
    .filter((one) => one.clients === 16)
    .map(({ title, figures: { ours } }) => ({
      what: `p99 : p50: ${title}`,
      value: ours.p99 / ours.p50,
      must: 4,
      aim: 3,
      unit: "",
    }));
  return [...cpu, ...spread];
}

function flatnessGoals({ measured, size }: Run, small: Run | null): Goal[] {
  if (!small || size.leads <= small.size.leads) return [];
  return measured
    .filter((one) => judged.includes(one.operation) && one.clients === 1)
    .flatMap(({ operation, title, figures }) => {
      const before = small.measured.find((one) => one.operation === operation && one.clients === 1)?.figures;
      if (!before) return [];
      // Against the floor of the same run: the machine is not the same twice.
      const value = figures.ours.p50 / figures.floor.p50 / (before.ours.p50 / before.floor.p50);
      return [
        {
          what: `p50 against ${small.size.leads} leads, floor's growth taken out: ${title}`,
          value,
          must: 1.5,
          aim: 1.15,
          unit: " ×",
        },
      ];
    });
}

function questionGoals({ measured, size }: Run): Goal[] {
  const ours = (name: string) => measured.find((one) => one.operation === name && one.clients === 1)?.figures.ours;
  const p50 = (name: string) => ours(name)?.p50 ?? null;
  const per = (name: string, base: number | null) => {
    const value = p50(name);
    return value === null || base === null ? null : value / base;
  };
  const large = size.leads >= 500_000;
  const counted = measured.find((one) => one.operation === "counted" && one.clients === 1)?.figures;
  return [
    { what: "search, two words, p50", value: p50("words"), must: large ? 18 : 4, aim: large ? 5 : 2, unit: " ms" },
    { what: "count of a segment, p50", value: p50("segment"), must: 500, aim: 250, unit: " ms" },
    {
      what: "the count within a list, of its time",
      value: counted ? (100 * counted.bare.p50) / counted.ours.p50 : null,
      must: 25,
      aim: 10,
      unit: " %",
    },
    { what: "search, exact address", value: per("address", p50("get")), must: 1.5, aim: 1.5, unit: " × get" },
    { what: "a rep's day", value: per("today", p50("get")), must: 4, aim: 4, unit: " × get" },
    { what: "a queue", value: per("queue", p50("get")), must: 4, aim: 4, unit: " × get" },
    { what: "guard check, p50", value: p50("guard"), must: 3, aim: 3, unit: " ms" },
    { what: "guard check, p99", value: ours("guard")?.p99 ?? null, must: 15, aim: 15, unit: " ms" },
    {
      what: "guard check of a page of 50 beside the list",
      value: per("verdicts", p50("list")),
      must: 1,
      aim: 0.5,
      unit: " × list",
    },
    { what: "1,000 DNC checks, p50", value: p50("dnc"), must: 10, aim: 4, unit: " ms" },
    { what: "30-day analytics", value: per("analytics", p50("get")), must: 4, aim: 1.6, unit: " × get" },
    {
      what: "30-day analytics that nobody looked at",
      value: per("analytics-cold", p50("get")),
      must: 4,
      aim: 1.6,
      unit: " × get",
    },
    { what: "funnel, p50", value: p50("funnel"), must: 100, aim: 100, unit: " ms" },
    { what: "return on cost, p50", value: p50("roi"), must: 200, aim: 200, unit: " ms" },
  ];
}

function deskGoals({ desk: { thousand, file, neighbours, longList, dashboards } }: Run): Goal[] {
  const per = (one: ImportSpeed | null) => one && one.ours / one.copy;
  const perLeads = (one: ImportSpeed | null) => one && one.ours / one.copyLeads;
  const rows = (one: ImportSpeed | null) => one?.rows.toLocaleString("en") ?? "";
  return [
    { what: `import of ${rows(thousand)} leads, until found`, value: per(thousand), must: 8, aim: 3, unit: " × COPY" },
    { what: `import of ${rows(file)} leads`, value: per(file), must: 3, aim: 1.7, unit: " × COPY" },
    {
      what: `of ${rows(thousand)}, beside their own table`,
      value: perLeads(thousand),
      must: 8,
      aim: 3,
      unit: " × COPY",
    },
    { what: `of ${rows(file)}, beside their own table`, value: perLeads(file), must: 3, aim: 1.7, unit: " × COPY" },
    {
      what: "the others' p99 meanwhile",
      value: file?.others ? file.others.during / file.others.idle : null,
      must: 5,
      aim: 2,
      unit: " × idle",
    },
    {
      what: "get's p99 beside 16 who search, an import and an export",
      value: neighbours && neighbours.busy / neighbours.idle,
      must: 5,
      aim: 2,
      unit: " × idle",
    },
    { what: "queries a second after their clients left", value: neighbours?.left ?? null, must: 0, aim: 0, unit: "" },
    {
      what: `heap with ${longList?.rows.toLocaleString("en") ?? ""} rows loaded`,
      value: longList?.heapMb ?? null,
      must: 80,
      aim: 40,
      unit: " MB",
    },
    { what: "longest task while scrolling", value: longList?.longestTask ?? null, must: 100, aim: 50, unit: " ms" },
    {
      what: "the slowest page of figures, 30 days and two years",
      value: dashboards && Math.max(...dashboards.map((one) => one.cold)),
      must: 1000,
      aim: 1000,
      unit: " ms",
    },
    { what: "key to paint, p95", value: longList?.keyP95 ?? null, must: 50, aim: 50, unit: " ms" },
  ];
}

function houseGoals({ started, idle, loaded, firstRow }: Run): Goal[] {
  const times = ({ web, floor }: Pair) => web / floor;
  const house = [
    { what: "start to first answer", value: times(started), must: 3, aim: 1.5, unit: " × floor" },
    { what: "memory idle", value: times(idle), must: 2.5, aim: 1.5, unit: " × floor" },
    { what: "memory loaded", value: times(loaded), must: 2.5, aim: 1.5, unit: " × floor" },
  ];
  if (!firstRow) return house;
  const { web, floor } = firstRow;
  return [
    ...house,
    { what: "first row in the browser", value: web.ms / floor.ms, must: 2.5, aim: 1.5, unit: " × bare page" },
    {
      what: "JavaScript to the first list",
      value: web.scriptKb / floor.scriptKb,
      must: 2,
      aim: 1.4,
      unit: " × bare page",
    },
    { what: "requests to the first row", value: web.requests, must: 20, aim: 10, unit: "" },
  ];
}

function verdict(value: number, must: number, aim: number): string {
  if (value <= aim) return "aim reached";
  return value <= must ? "must reached" : "**not reached**";
}
