import { monthWords } from "@/components/analytics/day-words";
import { counted } from "@/components/analytics/figure-words";
import type { Sheet } from "@/components/analytics/sheet";
import type { BudgetAccount, Reconciliation } from "@/lib/budgets/schema";
import type { SourceCost } from "@/lib/source-costs/schema";
import { linked, money, number, nums, withQuery, words } from "./sheet-parts";

/** Each account with its balance; the balance leads to the transactions that make it. */
export const accountFigures = (accounts: readonly BudgetAccount[]): Sheet["figures"] =>
  accounts.map((one) => ({
    name: one.name,
    value: money(one.balance_minor, one.currency),
    base: counted(one.last_seq, "transaction"),
    href: withQuery("/budget", { account_id: one.id }),
  }));

/** The costs of sources, the newest month first. */
export const costsSheet = (costs: readonly SourceCost[]): Sheet => ({
  note: "",
  definitions: {},
  figures: [],
  panels: [
    {
      title: "Costs",
      columns: [
        { label: "Month" },
        { label: "Source" },
        { label: "Kind" },
        ...nums(["Amount", "In our currency"]),
        { label: "Note" },
        { label: "Recorded by" },
      ],
      rows: costs.map((one) => ({
        key: one.id,
        cells: [
          words(monthWords(one.month)),
          words(one.source.name),
          words(one.kind.replaceAll("_", " ").replace(/^./, (letter) => letter.toUpperCase())),
          words(money(one.amount_minor, one.currency)),
          words(money(one.base_amount_minor, one.base_currency)),
          words(one.note ?? ""),
          words(one.recorded_by.name),
        ],
      })),
      fileName: "source-costs.csv",
      empty: "No cost is recorded yet. Record one, or import a table.",
    },
  ],
});

/** Costs, ledger and balances of a month side by side. */
export function reconciliationSheet(month: Reconciliation): Sheet {
  const currency = month.base_currency;
  const different = month.sources.filter((one) => one.difference_minor !== 0).length;
  return {
    note: month.agrees ? "Costs, ledger and balances agree" : "There are differences",
    definitions: month.definitions,
    figures: [
      {
        name: "Sources that differ",
        value: String(different),
        base: `of ${month.sources.length} with money in ${monthWords(month.month)}`,
      },
      {
        name: "Accounts that differ",
        value: String(month.accounts.filter((one) => one.difference_minor !== 0 || one.gaps !== 0).length),
        base: `of ${month.accounts.length}`,
      },
    ],
    panels: [
      {
        title: "Costs and ledger",
        columns: [{ label: "Source" }, ...nums(["Costs", "Ledger", "Difference"])],
        rows: month.sources.map((one) => ({
          key: one.source?.id ?? "none",
          weak: one.difference_minor === 0,
          cells: [
            words(one.source?.name ?? "No source"),
            words(money(one.costs_minor, currency)),
            words(money(one.ledger_minor, currency)),
            words(one.difference_minor === 0 ? "agrees" : money(one.difference_minor, currency)),
          ],
        })),
        fileName: `reconciliation-${month.month}.csv`,
        empty: "No cost and no spend in this month.",
      },
      {
        title: "Accounts",
        columns: [
          { label: "Account" },
          ...nums(["Balance", "At the end of the month", "Transactions", "Difference", "Gaps"]),
        ],
        rows: month.accounts.map((one) => ({
          key: one.account.id,
          cells: [
            words(one.account.name),
            words(money(one.balance_minor, one.currency)),
            words(money(one.month_end_minor, one.currency)),
            linked(one.transactions, withQuery("/budget", { account_id: one.account.id })),
            words(one.difference_minor === 0 ? "none" : money(one.difference_minor, one.currency)),
            number(one.gaps),
          ],
        })),
        fileName: `accounts-${month.month}.csv`,
        empty: "There is no account yet.",
      },
    ],
  };
}
