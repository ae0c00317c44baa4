import { countChange } from "@/components/analytics/change-words";
import { dayWords, monthWords } from "@/components/analytics/day-words";
import { count, percent } from "@/components/analytics/figure-words";
import { type Sheet, type SheetPanel, withShares } from "@/components/analytics/sheet";
import { codeWords } from "@/components/analytics/status-words";
import { MINIMUM_BASE } from "@/lib/analytics/schema";
import type { CollisionReport } from "@/lib/compliance/schema";
import { channelSchema } from "@/lib/guard/schema";
import { channelName, linked, noted, number, nums, type Query, withQuery, words } from "./sheet-parts";

const kinds = ["prevented", "overridden", "escaped"] as const;

/** Collisions by rule, channel and rep. */
export function collisionsSheet(report: CollisionReport, kept: Query): Sheet {
  const period = { ...kept, from_date: report.from_date, to_date: report.to_date };
  const rows = (more: Query) => withQuery("/analytics/collisions/rows", { ...period, ...more });
  return {
    note: noted(report.timezone, report.previous),
    definitions: report.definitions,
    figures: collisionFigures(report, rows),
    panels: [
      collisionPanel(
        rows,
        "By rule",
        "Rule",
        report.by_code.map(({ code, ...counts }) => ({ key: code, name: codeWords(code), by: { code }, counts })),
      ),
      collisionPanel(
        rows,
        "By rep",
        "Rep",
        report.by_rep.map(({ user, ...counts }) => ({
          key: user?.id ?? "nobody",
          name: user?.name ?? "Nobody",
          by: { user_id: user?.id ?? "none" },
          counts,
        })),
      ),
      collisionPanel(
        rows,
        "By channel",
        "Channel",
        report.by_method.map(({ method, ...counts }) => ({
          key: method,
          name: channelName(method),
          by: channelSchema.safeParse(method).success ? { method } : null,
          counts,
        })),
      ),
      sendsPanel(report.overridden_sends, rows),
      report.by_day.length > mostDays ? monthPanel(report, rows) : dayPanel(report, rows),
    ],
  };
}

type Rows = (more: Query) => string;

/** What is longer is told by months. */
const mostDays = 62;

const dayPanel = ({ by_day }: CollisionReport, rows: Rows): SheetPanel =>
  collisionPanel(
    rows,
    "By day",
    "Day",
    by_day
      .filter((one) => kinds.some((kind) => one[kind] > 0))
      .map(({ date, ...counts }) => ({
        key: date,
        name: dayWords(date),
        by: { from_date: date, to_date: date },
        counts,
      })),
  );

const monthPanel = ({ by_month }: CollisionReport, rows: Rows): SheetPanel =>
  collisionPanel(
    rows,
    "By month",
    "Month",
    by_month.map(({ month, from_date, to_date, ...counts }) => ({
      key: month,
      name: monthWords(month),
      by: { from_date, to_date },
      counts,
    })),
  );

const outcomes = [
  { name: "They answered", outcome: "answered", figure: "override_answered" },
  { name: "They asked to be left alone", outcome: "opted_out", figure: "override_opted_out" },
  { name: "No answer yet", outcome: "silent", figure: "override_silent" },
  { name: "It did not arrive", outcome: "not_arrived", figure: "override_not_arrived" },
  { name: "Still to go out", outcome: "waiting", figure: "override_waiting" },
] as const;

/** What became of what was sent with a reason: whether the overrides were worth it. */
function sendsPanel(sends: CollisionReport["overridden_sends"], rows: Rows): SheetPanel {
  return {
    title: "What overridden sends led to",
    columns: [{ label: "Outcome" }, ...nums(["Sends"])],
    rows:
      sends.total === 0
        ? []
        : withShares(
            outcomes.map(({ name, outcome, figure }) => ({
              key: outcome,
              size: sends[outcome],
              cells: [words(name), linked(sends[outcome], rows({ figure }))],
            })),
          ),
    bar: 1,
    fileName: "overridden-sends.csv",
    empty: "Nothing was sent against a rule in these days.",
  };
}

function collisionFigures(report: CollisionReport, rows: (more: Query) => string): Sheet["figures"] {
  const kind = (name: string, figure: (typeof kinds)[number], base: string) => ({
    name,
    value: report[figure].toLocaleString("en"),
    base,
    href: rows({ figure }),
    change: countChange(report[figure], report.previous?.[figure]),
    before: `${count(report.previous?.[figure] ?? 0)} in the days before`,
  });
  return [
    kind("Prevented", "prevented", "did not go out"),
    kind("Overridden", "overridden", "sent with a reason"),
    kind("Escaped", "escaped", "found afterwards"),
    {
      name: "Escaped of all",
      value: percent(report.escaped_rate),
      base: `${count(report.escaped)} of ${count(report.total)}`,
      href: rows({ figure: "escaped" }),
      weak: report.total < MINIMUM_BASE,
    },
    {
      name: "Overrides to review",
      value: report.overrides_open.toLocaleString("en"),
      base: `${count(report.overrides_reviewed)} reviewed`,
      href: rows({ figure: "open" }),
    },
  ];
}

function collisionPanel(
  rows: (more: Query) => string,
  title: string,
  noun: string,
  groups: { key: string; name: string; by: Query | null; counts: Record<(typeof kinds)[number], number> }[],
): SheetPanel {
  return {
    title,
    columns: [{ label: noun }, ...nums(["Prevented", "Overridden", "Escaped"])],
    rows: withShares(
      groups.map(({ key, name, by, counts }) => ({
        key,
        size: counts.prevented,
        cells: [
          words(name),
          ...kinds.map((kind) => (by ? linked(counts[kind], rows({ figure: kind, ...by })) : number(counts[kind]))),
        ],
      })),
    ),
    bar: 1,
    fileName: `collisions-${noun.toLowerCase()}.csv`,
    empty: "Nobody was contacted twice in these days.",
  };
}
