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
    // Seven hundred periods in turn, so that what is kept of one helps no other.
    name: "analytics-cold",
    title: "outreach analytics, about 30 days that nobody looked at",
    bare: "analytics" satisfies BareName as BareName,
    samples: async (_sql: postgres.Sql, built: Date) =>
      [27, 28, 29, 30, 31, 32, 33].flatMap((length) =>
        Array.from({ length: 100 }, (_, back) => days("outreach", built, length, back)).flat(),
      ),
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

function days(view: string, built: Date, count: number, back = 0) {
  const [from, to] = [dayBefore(built, back + count), dayBefore(built, back + 1)];
  const path = `/api/analytics/${view}?from_date=${from}&to_date=${to}`;
  return [
    {
      ours: { method: "GET" as const, path },
      bare: [`${from}T05:00:00Z`, `${dayBefore(built, back)}T05:00:00Z`],
    },
  ];
}
