import { expect, it } from "vitest";
import { daysToTell, nextMorning, periodTold, tellAnswer, withStages } from "./rules";

it.each([
  // Seven in New York is eleven in UTC in summer and twelve in winter.
  ["daily", "2026-10-31T10:00:00Z", "2026-10-31T11:00:00.000Z"],
  ["daily", "2026-10-31T11:00:00Z", "2026-11-01T12:00:00.000Z"],
  ["daily", "2026-03-08T03:00:00Z", "2026-03-08T11:00:00.000Z"],
  ["weekly", "2026-11-25T12:00:00Z", "2026-11-30T12:00:00.000Z"],
  ["weekly", "2026-11-30T11:59:00Z", "2026-11-30T12:00:00.000Z"],
  ["monthly", "2026-11-01T12:00:00Z", "2026-12-01T12:00:00.000Z"],
] as const)("mails %s after %s at %s", (frequency, now, next) => {
  expect(nextMorning(frequency, new Date(now), "America/New_York", 1).toISOString()).toBe(next);
});

it("begins weeks where the organization does", () => {
  expect(nextMorning("weekly", new Date("2026-11-25T12:00:00Z"), "UTC", 0).toISOString()).toBe(
    "2026-11-29T07:00:00.000Z",
  );
});

it.each([
  ["daily", "2026-11-29", "2026-11-29"],
  ["weekly", "2026-11-23", "2026-11-29"],
  ["monthly", "2026-10-01", "2026-10-31"],
] as const)("tells %s the days from %s to %s", (frequency, from_date, to_date) => {
  expect(daysToTell(frequency, new Date("2026-11-30T12:00:00Z"), "America/New_York")).toEqual({ from_date, to_date });
});

it("names the days that the answer is about: a return on cost asked for one day is that of its whole month", () => {
  const day = { from_date: "2026-11-29", to_date: "2026-11-29" };
  expect(periodTold({}, day)).toBe("2026-11-29");
  expect(periodTold({ from_date: "2026-11-01", to_date: "2026-11-30" }, day)).toBe("2026-11-01 to 2026-11-30");
});

it("tells each stage of a funnel with the one before", () => {
  const stages = [
    { status: "new", leads: 8 },
    { status: "contacted", leads: 5 },
    { status: "converted", leads: 1 },
  ];
  const previous = { arrived: 4, contacted: 3, converted: 0, lost: 2 };
  const { figures, files } = tellAnswer("funnel", withStages({ total: 8, lost: 1, stages, previous, by_source: [] }));
  expect(figures).toEqual([
    ["Arrived", "8 (before: 4)"],
    ["Contacted", "5 (before: 3)"],
    ["Converted", "1 (before: 0)"],
    ["Lost", "1 (before: 2)"],
  ]);
  expect(files.map((file) => file.name)).toEqual(["funnel-stages.csv"]);
});

it("tells money in the currency's own minor unit", () => {
  const answer = { base_currency: "JPY", costs_minor: 1200, revenue_minor: -5, previous: { costs_minor: 9 } };
  expect(tellAnswer("roi", answer).figures).toEqual([
    ["Costs", "1,200 JPY (before: 9 JPY)"],
    ["Revenue", "-5 JPY"],
  ]);
});

it("calls what a page calls its totals as the page does", () => {
  const totals = { cost_minor: 800_000, roi: 122.306, payback_months: 1 };
  const answer = { base_currency: "USD", totals, previous: { roi: 0.5 } };
  expect(tellAnswer("roi", answer).figures).toEqual([
    ["Cost", "8,000 USD"],
    ["Return on cost", "12,230.6 % (before: 50.0 %)"],
    ["Months until paid back", "1"],
  ]);
});

it("tells each number with the one before, and each list as a table in which nothing is a formula", () => {
  const answer = {
    total: 12,
    rate_from_start: null,
    response_rate: 0.25,
    previous: { total: 9, from_date: "2026-10-01" },
    by_source: [{ source: { id: "1", name: '=HYPERLINK("x")' }, arrived: 3 }],
    by_rep: [],
    definitions: { total: "All of them." },
    rows: { total: "/api" },
  };
  expect(tellAnswer("funnel", answer)).toEqual({
    figures: [
      ["Total", "12 (before: 9)"],
      ["Response rate", "25.0 %"],
    ],
    files: [
      {
        name: "funnel-by-source.csv",
        media_type: "text/csv",
        content: `source.id,source.name,arrived\r\n1,"'=HYPERLINK(""x"")",3\r\n`,
      },
    ],
  });
});

it("tells channels and each model of attribution as tables too", () => {
  const answer = {
    by_method: { email: { attempts: 3 }, call: { attempts: 1 } },
    attribution: { won: 1, first: [{ touchpoint: { name: "Fair" }, revenue_minor: 5 }], last: [] },
    by_day: [{ date: "2026-11-29", attempts: 4 }],
  };
  expect(tellAnswer("roi", answer).files.map(({ name, content }) => [name, content])).toEqual([
    ["roi-by-method.csv", "method,attempts\r\nemail,3\r\ncall,1\r\n"],
    ["roi-attribution-first.csv", "touchpoint.name,revenue_minor\r\nFair,5\r\n"],
    ["roi-by-day.csv", "date,attempts\r\n2026-11-29,4\r\n"],
  ]);
});
