import { expect, test } from "vitest";
import type { Reconciliation } from "@/lib/budgets/schema";
import { narrowedWords, reconciliationSheet } from "./budget-sheets";

const month: Reconciliation = {
  month: "2026-02",
  base_currency: "USD",
  agrees: false,
  sources: [
    {
      source: { id: "s", name: "Fair" },
      base_currency: "USD",
      costs_minor: 500,
      ledger_minor: 400,
      difference_minor: 100,
    },
    { source: null, base_currency: "USD", costs_minor: 0, ledger_minor: 70, difference_minor: -70 },
  ],
  accounts: [
    {
      account: { id: "a", name: "Main" },
      currency: "USD",
      balance_minor: 900,
      transactions_minor: 900,
      transactions: 3,
      month_end_minor: 800,
      difference_minor: 0,
      gaps: 0,
    },
  ],
  definitions: {},
};

test("the figures of a month's end open the rows that they are the sum of", () => {
  const [costs, accounts] = reconciliationSheet(month).panels;
  const hrefs = (panel = costs) => panel?.rows.map((row) => row.cells.map((one) => one.href));
  expect(hrefs(costs)).toEqual([
    [
      undefined,
      "/budget/costs?source_id=s&from_month=2026-02&to_month=2026-02",
      "/budget?source_id=s&from_date=2026-02-01&to_date=2026-02-28",
      undefined,
    ],
    [undefined, undefined, "/budget?source_id=none&from_date=2026-02-01&to_date=2026-02-28", undefined],
  ]);
  expect(hrefs(accounts)).toEqual([
    [
      undefined,
      "/budget?account_id=a",
      "/budget?account_id=a&to_date=2026-02-28",
      "/budget?account_id=a",
      undefined,
      undefined,
    ],
  ]);
});

test.each([
  [{}, ""],
  [{ limit: "50" }, ""],
  [{ source_id: "s", from_date: "2026-02-01", to_date: "2026-02-28" }, "Fair, Feb 2026"],
  [{ source_id: "none", from_date: "2026-02-01", to_date: "2026-02-28" }, "No source, Feb 2026"],
  [{ source_id: "s", from_month: "2026-02", to_month: "2026-02" }, "Fair, Feb 2026"],
  [{ account_id: "a", to_date: "2026-02-28" }, "Main, until 28 Feb 2026"],
])("rows of %j are %s", (query, words) => {
  const [accounts, sources] = [[{ id: "a", name: "Main" }], [{ id: "s", name: "Fair" }]];
  expect(narrowedWords(query, { accounts, sources })).toBe(words);
});
