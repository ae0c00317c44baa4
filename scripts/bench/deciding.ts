import postgres from "postgres";
import { closePools } from "@/db/client";
import type { OrgTx } from "@/db/tenant";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { briefAnswers } from "@/lib/guard/verdict-rules";
import { listLeads } from "@/lib/leads/list-queries";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { assessLead, assessLeads } from "@/lib/outreach/assess-lead";
import { bareSql } from "@/scripts/bench/bare-sql";
import { benchAdmin } from "@/scripts/bench/bench-admin";
import type { BenchDatabase } from "@/scripts/bench/bench-database";
import { bench } from "@/scripts/bench/fill-database";
import { row } from "@/scripts/bench/report";

/** Milliseconds. */
type Times = { p50: number; p99: number };
export type DecideRun = {
  one: Times;
  text: Times;
  page: { alone: Times; told: Times };
  bare: { one: Times; page: Times };
};
type Known = { id: string; body: string };

const [singles, pages, warm] = [2000, 400, 300];
const statuses = ["contacted", "conversing", "qualified", "on_ice", "lost", "proposal"];

/**
 * The guard's decision where every door asks for it: its facts in one question, one transaction, and what the rules make of them. Of one
 * lead, of one with the text of a mail that was sent, and what the fifty of a list page add to the list; beside the same facts by hand.
 */
export async function measureDeciding(database: BenchDatabase): Promise<DecideRun> {
  Object.assign(process.env, { DATABASE_APP_URL: database.urls.app, DATABASE_SYSTEM_URL: database.urls.system });
  const admin = postgres(database.adminUrl, { max: 1, onnotice: () => {} });
  try {
    const ctx = await benchAdmin(admin);
    const ask = <T>(query: (tx: OrgTx) => Promise<T>) => read(ctx, "leads:read", query);
    const known = await readKnown(admin);
    const at = (nth: number): Known => known[nth % known.length] ?? { id: "", body: "" };
    const list = (tx: OrgTx, nth: number) =>
      listLeads(
        tx,
        ctx,
        listLeadsInputSchema.parse({ status: statuses[nth % statuses.length], sort: "-last_contacted_at", limit: 50 }),
      );
    const now = () => ({ ...ctx, now: currentTime() });
    const [one, bareOne, text] = await inTurn(singles, [
      (nth) => ask((tx) => assessLead(tx, at(nth).id, now())),
      (nth) => admin.unsafe(bareSql.contactability, [bench.id, at(nth).id], { prepare: true }),
      (nth) => ask((tx) => assessLead(tx, at(nth).id, now(), { body: at(nth + 7).body })),
    ]);
    const [alone, told, barePage] = await inTurn(pages, [
      (nth) => ask((tx) => list(tx, nth)),
      (nth) =>
        ask(async (tx) => {
          const ids = (await list(tx, nth)).data.map((lead) => lead.id);
          return JSON.stringify((await assessLeads(tx, ids, now())).map((each) => briefAnswers(each.channels)));
        }),
      (nth) => admin.unsafe(bareSql.verdicts, [bench.id, idsOf(known, nth)], { prepare: true }),
    ]);
    return { one, text, page: { alone, told }, bare: { one: bareOne, page: barePage } };
  } finally {
    await closePools();
    await admin.end();
  }
}

/** Leads somebody has written to, and what was written. */
const readKnown = (admin: postgres.Sql) => admin<Known[]>`
  select distinct on (c.lead_id) c.lead_id as id, c.body from communications c join leads l on l.org_id = c.org_id and l.id = c.lead_id
  where c.org_id = ${bench.id} and c.direction = 'outbound' and c.body is not null and l.deleted_at is null and l.merged_into_id is null
  order by c.lead_id, c.id limit 2000`;

function idsOf(known: Known[], nth: number): string {
  const from = (nth * 50) % Math.max(1, known.length - 50);
  return known
    .slice(from, from + 50)
    .map(({ id }) => id)
    .join(",");
}

type Ask = (nth: number) => PromiseLike<unknown>;

/** One after the other, so that what the machine does beside it falls on all alike; the first are not counted. */
async function inTurn<const Asks extends readonly Ask[]>(
  count: number,
  asks: Asks,
): Promise<{ [K in keyof Asks]: Times }> {
  const taken = asks.map((): number[] => []);
  for (let nth = -warm; nth < count; nth++)
    for (const [place, ask] of asks.entries()) {
      const began = performance.now();
      await ask(nth + warm);
      if (nth >= 0) taken[place]?.push(performance.now() - began);
    }
  return taken.map(timesOf) as { [K in keyof Asks]: Times };
}

function timesOf(list: number[]): Times {
  const sorted = list.toSorted((a, b) => a - b);
  const quantile = (part: number) => sorted[Math.floor(sorted.length * part)] ?? 0;
  return { p50: quantile(0.5), p99: quantile(0.99) };
}

export function decideTable({ one, text, page, bare }: DecideRun): string {
  const head = ["the guard's decision, in the process", "p50 ms", "p99", "must"];
  const line = (name: string, { p50, p99 }: Times, must = "") => row([name, p50.toFixed(2), p99.toFixed(2), must]);
  return [
    row(head),
    row(head.map(() => "---")),
    line("bare PostgreSQL: facts of one lead", bare.one),
    line("one lead, every channel", one, "3, 15 ms"),
    line("one lead and a text, beside all that was sent", text, "100 ms"),
    line("bare PostgreSQL: facts of fifty", bare.page),
    line("list of 50", page.alone),
    line("list of 50 with its verdicts", page.told),
    "",
    `The verdicts of a page add ${(page.told.p50 - page.alone.p50).toFixed(2)} ms (must 5).`,
  ].join("\n");
}
