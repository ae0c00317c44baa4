import { dayWords, monthWords } from "@/components/analytics/day-words";
import { counted } from "@/components/analytics/figure-words";
import type { Sheet } from "@/components/analytics/sheet";
import { lastDayOf } from "@/lib/budgets/rules";
import type { BudgetAccount, Reconciliation } from "@/lib/budgets/schema";
import { linked, money, number, nums, type Query, withQuery, words } from "./sheet-parts";

/** Each account with its balance; the balance leads to the transactions that make it. */
export const accountFigures = (accounts: readonly BudgetAccount[]): Sheet["figures"] =>
  accounts.map((one) => ({
    name: one.name,
    value: money(one.balance_minor, one.currency),
    base: counted(one.last_seq, "transaction"),
    href: withQuery("/budget", { account_id: one.id }),
  }));

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
          key: `${one.source?.id ?? "none"} ${one.base_currency}`,
          weak: one.difference_minor === 0,
          cells: [
            words(
              `${one.source?.name ?? "No source"}${one.base_currency === currency ? "" : `, in ${one.base_currency}`}`,
            ),
            {
              text: money(one.costs_minor, one.base_currency),
              href: one.source ? costsHref(one.source.id, month.month) : undefined,
            },
            {
              text: money(one.ledger_minor, one.base_currency),
              href: ledgerHref(one.source?.id ?? "none", month.month),
            },
            words(one.difference_minor === 0 ? "agrees" : money(one.difference_minor, one.base_currency)),
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
            {
              text: money(one.balance_minor, one.currency),
              href: withQuery("/budget", { account_id: one.account.id }),
            },
            {
              text: money(one.month_end_minor, one.currency),
              href: withQuery("/budget", { account_id: one.account.id, to_date: lastDayOf(month.month) }),
            },
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

const costsHref = (source_id: string, month: string) =>
  withQuery("/budget/costs", { source_id, from_month: month, to_month: month });
const ledgerHref = (source_id: string, month: string) =>
  withQuery("/budget", { source_id, from_date: `${month}-01`, to_date: lastDayOf(month) });

type Named = readonly { id: string; name: string }[];

/** What a page of rows is narrowed to: "Main account, LinkedIn Ads, March 2026"; empty when it shows everything. */
export function narrowedWords(query: Query, { accounts = [], sources }: { accounts?: Named; sources: Named }): string {
  const { account_id, source_id, kind, from_date, to_date, from_month, to_month } = query;
  const nameIn = (list: Named, id: string | undefined) => list.find((one) => one.id === id)?.name;
  const month = from_date?.slice(0, 7);
  const days =
    month && from_date === `${month}-01` && to_date === lastDayOf(month)
      ? monthWords(month)
      : [from_date && `from ${dayWords(from_date)}`, to_date && `until ${dayWords(to_date)}`].filter(Boolean).join(" ");
  const months =
    from_month === to_month
      ? from_month && monthWords(from_month)
      : [from_month && `from ${monthWords(from_month)}`, to_month && `until ${monthWords(to_month)}`]
          .filter(Boolean)
          .join(" ");
  const parts = [
    nameIn(accounts, account_id),
    source_id === "none" ? "No source" : nameIn(sources, source_id),
    kind,
    days,
    months,
  ];
  return parts.filter(Boolean).join(", ");
}
