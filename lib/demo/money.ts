import { openBudgetAccount } from "@/lib/budgets/open-budget-account";
import { recordBudgetTransaction } from "@/lib/budgets/record-budget-transaction";
import { read } from "@/lib/core/read";
import { dayIn, minusDays } from "@/lib/core/time";
import { setExchangeRate } from "@/lib/exchange-rates/set-exchange-rate";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { listSources } from "@/lib/sources/queries";
import type { Calendar } from "./calendar";
import { onceFree } from "./once-free";
import { demo } from "./sign-ins";
import type { Stage } from "./teller";

/** What Fernway paid for its sources, `ago` months back; `paid` is what the ledger says, where it says something else or nothing. */
const costs: readonly {
  source: string;
  ago: number;
  kind: string;
  minor: number;
  currency?: string;
  paid?: number | null;
}[] = [
  { source: "Cold chain fair", ago: 5, kind: "event", minor: 1_480_000 },
  { source: "Cold chain fair", ago: 1, kind: "event", minor: 620_000, currency: "EUR", paid: null },
  { source: "Website demo request", ago: 4, kind: "advertising", minor: 210_000 },
  { source: "Website demo request", ago: 3, kind: "advertising", minor: 235_000 },
  { source: "Website demo request", ago: 2, kind: "advertising", minor: 228_000 },
  { source: "Website demo request", ago: 1, kind: "advertising", minor: 241_000, paid: 214_000 },
  { source: "Website demo request", ago: 1, kind: "agency", minor: 90_000 },
  { source: "Referral", ago: 2, kind: "other", minor: 36_000 },
];

/** The money behind the leads: a rate, monthly costs, and an account with a reversal and a difference at the end of last month. */
export async function tellMoney(stage: Stage, calendar: Calendar): Promise<void> {
  const manager = (key: string) => stage.as("manager", calendar.now, `money ${key}`);
  const day = (ago: number) => dayIn(minusDays(calendar.now, ago), demo.timezone);
  for (const ago of [5, 30, 58]) {
    const rate = { currency: "EUR", day: day(ago), rate: [1.08, 1.0725, 1.081][ago % 3] ?? 1.08 };
    await onceFree(() => setExchangeRate(manager(`rate ${ago}`), rate));
  }
  const named = new Map(
    (await read(manager("sources"), "sources:read", listSources)).map(({ name, id }) => [name, id]),
  );
  const account = await onceFree(() => openBudgetAccount(manager("account"), { name: "Fairs and advertising" }));
  const record = (key: string, body: object) =>
    onceFree(() => recordBudgetTransaction(manager(key), { account_id: account.id, ...body }));
  await record("year", {
    kind: "allocation",
    amount_minor: 6_000_000,
    occurred_on: day(170),
    reason: "Budget of the year",
  });
  for (const [nth, cost] of costs.entries()) {
    const source_id = named.get(cost.source);
    if (!source_id) continue;
    const month = monthAgo(day(0), cost.ago);
    const { kind, currency, minor: amount_minor } = cost;
    await onceFree(() => recordSourceCost(manager(`cost ${nth}`), { source_id, month, kind, amount_minor, currency }));
    if (cost.paid === null) continue;
    const paid = { kind: "spend", amount_minor: -(cost.paid ?? amount_minor), source_id, occurred_on: `${month}-20` };
    await record(`paid ${nth}`, { ...paid, reason: `Bill, ${kind}, ${month}` });
  }
  const twice = await record("twice", { kind: "spend", amount_minor: -45_000, occurred_on: day(9), reason: "Flyers" });
  await record("back", { kind: "reversal", reverses_id: twice.id, occurred_on: day(8), reason: "Was paid twice" });
}

function monthAgo(today: string, ago: number): string {
  const [year = 0, month = 1] = today.split("-").map(Number);
  const all = year * 12 + month - 1 - ago;
  return `${Math.floor(all / 12)}-${String((all % 12) + 1).padStart(2, "0")}`;
}
