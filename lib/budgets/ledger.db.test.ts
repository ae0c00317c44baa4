import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { outcomeOf } from "@/db/testing/raw";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { setExchangeRate } from "@/lib/exchange-rates/set-exchange-rate";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { createSource } from "@/lib/sources/create-source";
import { openBudgetAccount } from "./open-budget-account";
import { listBudgetAccounts, listBudgetTransactions } from "./queries";
import { reconcileMonth } from "./reconcile-queries";
import { recordBudgetTransaction } from "./record-budget-transaction";
import { lastDayOf } from "./rules";
import { listBudgetTransactionsInputSchema } from "./schema";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization();
});

const open = async (currency?: string) => (await openBudgetAccount(org.manager, { name: "Fairs", currency })).id;
const accounts = () => read(org.manager, "budget:read", listBudgetAccounts);
const post = (account_id: string, body: object) =>
  recordBudgetTransaction(org.manager, { account_id, reason: "Stand at the fair", ...body });

describe("a budget account", () => {
  it("numbers what a hundred write at once without a gap, and ends with the exact balance", async () => {
    const account = await open();
    const amounts = Array.from({ length: 100 }, (_, nth) => (nth % 3 === 0 ? 1000 + nth : -(10 + nth)));
    await Promise.all(
      amounts.map((amount_minor) => post(account, { kind: amount_minor > 0 ? "allocation" : "spend", amount_minor })),
    );
    const rows = await admin<{ seq: number; before: number; after: number; amount: number }[]>`
      select seq::int, balance_before::int as before, balance_after::int as after, amount_minor::int as amount
      from budget_transactions where account_id = ${account} order by seq`;
    expect(rows.map((row) => row.seq)).toEqual(amounts.map((_, nth) => nth + 1));
    expect(rows.map((row) => row.before)).toEqual([0, ...rows.slice(0, -1).map((row) => row.after)]);
    expect(rows.map((row) => row.amount).toSorted((a, b) => a - b)).toEqual(amounts.toSorted((a, b) => a - b));
    const sum = amounts.reduce((all, one) => all + one, 0);
    expect(await accounts()).toMatchObject([{ balance_minor: sum, last_seq: 100 }]);
    expect(rows.at(-1)?.after).toBe(sum);
  });

  it("leaves no number out when a transaction in between fails", async () => {
    const account = await open();
    await post(account, { kind: "allocation", amount_minor: 5 });
    const failing = inOrganization(org.orgId, async ({ sql }) => {
      await sql`select post_budget_transaction(new_id(), ${account}, 'spend', -1, '2026-01-05', null, null, 'x', ${org.manager.actor.userId}, now())`;
      throw new Error("on second thoughts");
    });
    await expect(failing).rejects.toThrow("second thoughts");
    expect(await post(account, { kind: "spend", amount_minor: -2 })).toMatchObject({ seq: 2, balance_after_minor: 3 });
  });

  it("is reversed once by two who try at the same time", async () => {
    const account = await open();
    const { id } = await post(account, { kind: "allocation", amount_minor: 700 });
    const tries = await Promise.allSettled(
      [1, 2, 3, 4].map(() => post(account, { kind: "reversal", reverses_id: id })),
    );
    expect(tries.filter((one) => one.status === "fulfilled")).toHaveLength(1);
    expect(await accounts()).toMatchObject([{ balance_minor: 0, last_seq: 2 }]);
  });

  it("cannot be written past its one function by the application, and nobody alters what stands", async () => {
    const account = await open();
    await post(account, { kind: "allocation", amount_minor: 5 });
    const tried = (text: string) => outcomeOf(org.orgId, ({ sql }) => sql.unsafe(text));
    expect(await tried("update budget_transactions set amount_minor = 6")).toBe("42501");
    expect(await tried("delete from budget_transactions")).toBe("42501");
    expect(await tried("truncate budget_transactions")).toBe("42501");
    expect(await tried("insert into budget_transactions (account_id, seq) select id, 2 from budget_accounts")).toBe(
      "42501",
    );
    expect(await tried("update budget_accounts set balance_minor = 1000000")).toBe("42501");
    expect(await tried("update budget_accounts set last_seq = 0")).toBe("42501");
    await expect(
      admin`update budget_transactions set reason = 'x' where account_id = ${account}`,
    ).rejects.toMatchObject({ code: "TL121" });
    await expect(admin`delete from budget_transactions where account_id = ${account}`).rejects.toMatchObject({
      code: "TL121",
    });
  });

  it("carries no balance that does not follow, whoever writes it", async () => {
    const account = await open();
    await post(account, { kind: "allocation", amount_minor: 5 });
    const forge = admin`insert into budget_transactions
      (org_id, account_id, seq, kind, amount_minor, balance_before, balance_after, currency, base_currency, fx_rate, base_minor, occurred_on, reason, actor_id, at)
      select org_id, account_id, 2, kind, 10, 5, 16, currency, base_currency, 1, 10, occurred_on, reason, actor_id, at from budget_transactions where account_id = ${account}`;
    await expect(forge).rejects.toMatchObject({ constraint_name: "budget_transactions_balance_check" });
  });
});

describe("money in another currency", () => {
  it("keeps the rate of its day, and the exact amount in the organization's minor unit", async () => {
    const now = org.manager.now.toISOString().slice(0, 10);
    for (const [currency, rate] of [
      ["JPY", 0.0065],
      ["KWD", 3.25],
    ] as const) {
      await setExchangeRate(org.manager, { currency, day: now, rate });
    }
    const yen = (await openBudgetAccount(org.manager, { name: "Tokyo", currency: "JPY" })).id;
    const dinar = (await openBudgetAccount(org.manager, { name: "Kuwait", currency: "KWD" })).id;
    expect(await post(yen, { kind: "allocation", amount_minor: 10_000 })).toMatchObject({
      fx_rate: 0.0065,
      base_amount_minor: 6500,
    });
    expect(await post(dinar, { kind: "allocation", amount_minor: 1500 })).toMatchObject({ base_amount_minor: 488 });
    await setExchangeRate(org.manager, { currency: "JPY", day: now, rate: 0.01 });
    const { id } = await post(yen, { kind: "spend", amount_minor: -10_000 });
    expect(await post(yen, { kind: "reversal", reverses_id: id })).toMatchObject({ base_amount_minor: 10_000 });
  });

  it("is listed account by account, by number and not by day, page after page", async () => {
    const [north, south] = [
      (await openBudgetAccount(org.manager, { name: "North", currency: "USD" })).id,
      (await openBudgetAccount(org.manager, { name: "south", currency: "USD" })).id,
    ];
    for (const [account, day] of [
      [south, "2026-03-05"],
      [north, "2026-03-09"],
      [north, "2026-03-01"],
      [south, "2026-03-07"],
      [north, "2026-03-04"],
    ] as const) {
      await post(account, { kind: "allocation", amount_minor: 100, occurred_on: day });
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await read(org.manager, "budget:read", (tx) =>
        listBudgetTransactions(tx, listBudgetTransactionsInputSchema.parse({ limit: 2, cursor })),
      );
      seen.push(...page.data.map((row) => `${row.account.name} ${row.seq} ${row.occurred_on}`));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual([
      "North 3 2026-03-04",
      "North 2 2026-03-01",
      "North 1 2026-03-09",
      "south 2 2026-03-07",
      "south 1 2026-03-05",
    ]);
  });

  it("is refused without a rate, or with one that is a month old", async () => {
    const franc = (await openBudgetAccount(org.manager, { name: "Zurich", currency: "CHF" })).id;
    const spend = () => post(franc, { kind: "allocation", amount_minor: 100 });
    await expect(spend()).rejects.toMatchObject({ code: "INVALID", detail: expect.stringContaining("rate") });
    const old = new Date(org.manager.now.getTime() - 31 * 86_400_000).toISOString().slice(0, 10);
    await setExchangeRate(org.manager, { currency: "CHF", day: old, rate: 1.1 });
    await expect(spend()).rejects.toMatchObject({ code: "INVALID" });
    expect(await accounts()).toMatchObject([{ balance_minor: 0, last_seq: 0 }]);
  });
});

describe("the end of a month", () => {
  it("lists each source whose costs and ledger differ, and nothing when they agree", async () => {
    const then = at(org.manager, "2026-03-15T12:00:00Z");
    const account = (await openBudgetAccount(then, { name: "Fairs" })).id;
    const fair = (await createSource(then, { name: "Fair" })).id;
    const list = (await createSource(then, { name: "Bought list" })).id;
    const ctx = at(org.manager, "2026-04-02T12:00:00Z");
    const reconcile = () => read(ctx, "budget:read", (tx) => reconcileMonth(tx, "2026-03"));
    expect(await reconcile()).toMatchObject({
      agrees: true,
      sources: [],
      accounts: [{ gaps: 0, difference_minor: 0 }],
    });

    await recordSourceCost(ctx, { source_id: fair, month: "2026-03", kind: "event", amount_minor: 50_000 });
    await recordSourceCost(ctx, { source_id: list, month: "2026-03", kind: "list_purchase", amount_minor: 900 });
    const spend = (source_id: string | null, amount_minor: number, occurred_on: string) =>
      recordBudgetTransaction(ctx, {
        account_id: account,
        kind: "spend",
        amount_minor,
        source_id,
        occurred_on,
        reason: "Bill",
      });
    await spend(fair, -50_000, "2026-03-31");
    const wrong = await spend(list, -800, "2026-03-02");
    await spend(list, -100, "2026-04-01");
    await spend(null, -70, "2026-03-09");
    expect(await reconcile()).toMatchObject({
      agrees: false,
      sources: [
        { source: { name: "Bought list" }, costs_minor: 900, ledger_minor: 800, difference_minor: 100 },
        { source: null, costs_minor: 0, ledger_minor: 70, difference_minor: -70 },
        { source: { name: "Fair" }, difference_minor: 0 },
      ],
      accounts: [{ balance_minor: -50_970, transactions_minor: -50_970, month_end_minor: -50_870, gaps: 0 }],
    });
    const reverse = { account_id: account, kind: "reversal", occurred_on: "2026-03-31", reason: "Wrong amount" };
    await recordBudgetTransaction(ctx, { ...reverse, reverses_id: wrong.id });
    await spend(list, -900, "2026-03-31");
    expect((await reconcile()).sources.filter((one) => one.difference_minor !== 0)).toMatchObject([{ source: null }]);
    await post(account, { kind: "allocation", amount_minor: 4000, occurred_on: "2026-03-10" });
    // The rows that each figure opens are those that it is the sum of.
    for (const { source, ledger_minor } of (await reconcile()).sources) {
      const days = { from_date: "2026-03-01", to_date: lastDayOf("2026-03") };
      const asked = listBudgetTransactionsInputSchema.parse({ source_id: source?.id ?? "none", ...days });
      const { data } = await read(ctx, "budget:read", (tx) => listBudgetTransactions(tx, asked));
      expect(data.reduce((sum, one) => sum - one.base_amount_minor, 0)).toBe(ledger_minor);
    }
  });

  it("leaves out nothing that was kept while the organization counted in another currency", async () => {
    const ctx = at(org.manager, "2026-04-02T12:00:00Z");
    const fair = (await createSource(ctx, { name: "Fair" })).id;
    const account = (await openBudgetAccount(ctx, { name: "Fairs" })).id;
    await recordSourceCost(ctx, { source_id: fair, month: "2026-03", kind: "event", amount_minor: 50_000 });
    const spend = { account_id: account, kind: "spend", source_id: fair, occurred_on: "2026-03-05", reason: "Bill" };
    await recordBudgetTransaction(ctx, { ...spend, amount_minor: -40_000 });
    await admin`update organizations set base_currency = 'EUR' where id = ${org.orgId}`;
    await recordSourceCost(ctx, {
      source_id: fair,
      month: "2026-03",
      kind: "tool",
      amount_minor: 700,
      currency: "EUR",
    });
    expect(await read(ctx, "budget:read", (tx) => reconcileMonth(tx, "2026-03"))).toMatchObject({
      base_currency: "EUR",
      agrees: false,
      sources: [
        { base_currency: "EUR", costs_minor: 700, ledger_minor: 0, difference_minor: 700 },
        { base_currency: "USD", costs_minor: 50_000, ledger_minor: 40_000, difference_minor: 10_000 },
      ],
    });
  });

  it("finds a balance that somebody wrote past the product", async () => {
    const account = await open();
    await post(account, { kind: "allocation", amount_minor: 5 });
    await admin`update budget_accounts set balance_minor = 9, last_seq = 3 where id = ${account}`;
    const month = org.manager.now.toISOString().slice(0, 7);
    expect(await read(org.manager, "budget:read", (tx) => reconcileMonth(tx, month))).toMatchObject({
      agrees: false,
      accounts: [{ difference_minor: 4, gaps: 2 }],
    });
  });
});
