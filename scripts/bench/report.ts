import type { Contender, Figures, Measured } from "@/scripts/bench/measure";

const columns = ["", "clients", "", "p50 ms", "p95", "p99", "requests/s", "CPU ms web", "postgres", "p99:p50"];
const names: Record<Contender, string> = { bare: "bare PostgreSQL", floor: "bare Next.js", ours: "Touchline" };

/** The figures as a Markdown table, one line per operation, clients and contender; ours carries the ratios. */
export function figuresTable(list: Measured[]): string {
  const lines = list.flatMap(({ title, clients, figures }) =>
    (["bare", "floor", "ours"] as const).map((contender, nth) => {
      const one = figures[contender];
      const web = one.web === null ? "" : milliseconds(one.web);
      const cells = [
        milliseconds(one.p50),
        milliseconds(one.p95),
        milliseconds(one.p99),
        Math.round(one.perSecond),
        web,
        milliseconds(one.postgres),
      ];
      return row([
        nth === 0 ? title : "",
        nth === 0 ? clients : "",
        names[contender],
        ...cells,
        (one.p99 / one.p50).toFixed(1),
      ]);
    }),
  );
  return [row(columns), row(columns.map(() => "---")), ...lines].join("\n");
}

/** Ours against the bare Next.js handler: the rows of design/performance.md. */
export function ratiosTable(list: Measured[]): string {
  const head = [
    "ours : bare Next.js",
    "clients",
    "CPU web",
    "CPU web + postgres",
    "p50",
    "requests/s",
    "p99:p50 ours",
    "must (CPU)",
  ];
  const lines = list.map(({ title, clients, figures: { floor, ours }, most }) => {
    const web = ratio(ours.web ?? 0, floor.web ?? 0);
    const all = ratio((ours.web ?? 0) + ours.postgres, (floor.web ?? 0) + floor.postgres);
    const spread = (ours.p99 / ours.p50).toFixed(1);
    return row([
      title,
      clients,
      web,
      all,
      ratio(ours.p50, floor.p50),
      ratio(ours.perSecond, floor.perSecond),
      spread,
      verdict(ours, floor, most),
    ]);
  });
  return [row(head), row(head.map(() => "---")), ...lines].join("\n");
}

function verdict(ours: Figures, floor: Figures, most: number | undefined): string {
  if (most === undefined) return "";
  return (ours.web ?? 0) <= most * (floor.web ?? 0) ? `≤ ${most}: holds` : `≤ ${most}: **does not hold**`;
}

const ratio = (one: number, other: number) => (other === 0 ? "" : (one / other).toFixed(2));
const milliseconds = (value: number) => value.toFixed(value < 10 ? 2 : 1);
export const row = (cells: (string | number)[]) => `| ${cells.join(" | ")} |`;
