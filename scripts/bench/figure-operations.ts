import type postgres from "postgres";
import type { BareName } from "@/scripts/bench/bare-sql";

const dayBefore = (built: Date, back: number) =>
  new Date(built.getTime() - back * 86_400_000).toISOString().slice(0, 10);

/** Pages of figures; the bare statements count the rows and know nothing of conversations, stages or money. */
export const figureOperations = [
  {
    name: "analytics",
    title: "outreach analytics, 30 days",
    bare: "analytics" satisfies BareName as BareName,
    samples: async (_sql: postgres.Sql, built: Date) => days("outreach", built, 30),
  },
  {
    name: "funnel",
    title: "funnel, 90 days",
    bare: "funnel" satisfies BareName as BareName,
    samples: async (_sql: postgres.Sql, built: Date) => days("funnel", built, 90),
  },
  {
    name: "roi",
    title: "return on cost, a year",
    bare: "roi" satisfies BareName as BareName,
    samples: async (_sql: postgres.Sql, built: Date) => days("roi", built, 365),
  },
];

function days(view: string, built: Date, count: number) {
  const [from, to] = [dayBefore(built, count), dayBefore(built, 1)];
  const path = `/api/analytics/${view}?from_date=${from}&to_date=${to}`;
  return [
    {
      ours: { method: "GET" as const, path },
      bare: [`${from}T05:00:00Z`, `${dayBefore(built, 0)}T05:00:00Z`],
    },
  ];
}
