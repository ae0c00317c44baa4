import { countChange } from "@/components/analytics/change-words";
import { dayWords } from "@/components/analytics/day-words";
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
      collisionPanel(
        rows,
        "By day",
        "Day",
        report.by_day
          .filter((one) => kinds.some((kind) => one[kind] > 0))
          .map(({ date, ...counts }) => ({
            key: date,
            name: dayWords(date),
            by: { from_date: date, to_date: date },
            counts,
          })),
      ),
    ],
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
