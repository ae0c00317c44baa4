import { beforeAll, expect, test } from "vitest";
import { inOrganization, type OrgTx } from "@/db/tenant";
import { testDatabase } from "@/db/testing/test-database";
import { getConversationDetail, listConversations } from "@/lib/conversations/queries";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { claimMessages } from "@/lib/delivery/claim-messages";
import { findDraft } from "@/lib/drafts/queries";
import { countUnknown, listMail } from "@/lib/outbox/queries";
import { listQueue } from "@/lib/queues/queries";
import { listUnmatched } from "@/lib/received/unmatched-queries";
import { bench, fillDatabase } from "@/scripts/bench/fill-database";
import { fillMail } from "@/scripts/bench/fill-mail";

const { admin } = await testDatabase();
/** What mail makes grow: no queue and no page of it reads one of these from end to end. */
const big = [
  "communications",
  "inbound_messages",
  "delivery_attempts",
  "threads",
  "leads",
  "contact_points",
  "memberships",
];

let sizes: Map<string, number>;
let ctx: Context;
let thread: string;
let lead: string;

beforeAll(async () => {
  const sql = await admin.reserve();
  await fillDatabase(sql, { leads: 4000, communications: 16_000 }, new Date());
  await fillMail(sql);
  await sql`vacuum analyze leads`;
  await sql`analyze`;
  const counted = await sql<{ name: string; rows: number }[]>`
    select relname as name, reltuples::int as rows from pg_class where relname = any (${big}) and relkind = 'r'`;
  sizes = new Map(counted.map((one) => [one.name, one.rows]));
  sql.release();
  const [one] = await admin<{ id: string; lead_id: string }[]>`
    select t.id, t.lead_id from threads t where t.org_id = ${bench.id} and t.last_inbound_at is not null order by id limit 1`;
  [thread, lead] = [one?.id ?? "", one?.lead_id ?? ""];
  const [member] = await admin<{ user_id: string; name: string }[]>`
    select user_id, name from memberships where org_id = ${bench.id} and role = 'admin'`;
  const actor = { userId: member?.user_id ?? "", name: member?.name ?? "", role: "admin", via: "job" } as const;
  ctx = {
    orgId: bench.id,
    timezone: "UTC",
    defaultRegion: "US",
    actor: { ...actor, scopes: [] },
    now: new Date(),
    requestId: "test",
  };
}, 600_000);

const rep = () => ({ ...ctx.actor, role: "rep" as const });
const questions: Record<string, (tx: OrgTx) => Promise<unknown>> = {
  "the messages that leave next": (tx) =>
    claimMessages.definition.run(tx, { worker: newId(), limit: 20, fallback: "smtp", server: null, except: [] }, ctx),
  "the unmatched queue": (tx) => listUnmatched(tx, ctx.actor, { limit: 50 }),
  "the unmatched queue of a rep": (tx) => listUnmatched(tx, rep(), { limit: 50 }),
  "what was dismissed": (tx) => listUnmatched(tx, ctx.actor, { limit: 50, state: "dismissed" }),
  "the inbox of everybody": (tx) => listConversations(tx, { owner: null, limit: 50 }),
  "the inbox of one": (tx) => listConversations(tx, { owner: ctx.actor.userId, limit: 50 }),
  "a conversation": (tx) => getConversationDetail(tx, thread),
  "who waits for us": (tx) => listQueue(tx, "needs-reply", { limit: 50 }, ctx.now),
  "what has left": (tx) => listMail(tx, { state: "left", limit: 50 }),
  "what waits": (tx) => listMail(tx, { state: "waiting", limit: 50 }),
  "what is unknown": (tx) => listMail(tx, { state: "unknown", limit: 50 }),
  "how much is unknown": (tx) => countUnknown(tx),
  "what did not leave": (tx) => listMail(tx, { state: "failed", limit: 50 }),
  "who else writes to somebody": (tx) =>
    findDraft(tx, { leadId: lead, group: "email", userId: ctx.actor.userId, at: ctx.now }),
};

test.each(Object.entries(questions))("%s: looked up in indexes", async (name, ask) => {
  const began = performance.now();
  const { reads, wholesale } = await readsOf(ask);
  if (process.env.TELL)
    console.log(name, Math.round(performance.now() - began), JSON.stringify(reads.filter((r) => r.rows > 0)));
  expect(wholesale).toEqual([]);
  // A thousand and more are due.
  if (name === "the messages that leave next")
    expect(reads.find(({ table }) => table === "communications")?.rows).toBeLessThan(1000);
});

test("who waits for an answer of theirs: counted from an index, and only the page is read", async () => {
  const { reads } = await readsOf(async (tx) => {
    const { total, total_at_least } = await listQueue(tx, "awaiting-reply", { limit: 5 }, ctx.now);
    expect(total ?? total_at_least).toBeGreaterThan(300);
  });
  expect(reads.find(({ table }) => table === "leads")?.rows).toBeLessThan(100);
});

type Read = { table: string; scans: number; rows: number };

/** What is read as the application's role under the policies; of it the tables read from end to end, or to a quarter. Then everything is undone. */
async function readsOf(ask: (tx: OrgTx) => Promise<unknown>): Promise<{ reads: Read[]; wholesale: Read[] }> {
  const undone = new Error("undone");
  let reads: Read[] = [];
  await inOrganization(bench.id, async (tx) => {
    await ask(tx);
    reads = await tx.sql<Read[]>`
      select relname as table, seq_scan::int as scans, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows
      from pg_stat_xact_user_tables where relname = any (${big})`;
    // Else this session would count on in its next transaction.
    await tx.sql`select pg_stat_force_next_flush()`;
    throw undone;
  }).catch((error) => {
    if (error !== undone) throw error;
  });
  const most = (table: string) => Math.max(500, (sizes.get(table) ?? 0) / 4);
  return {
    reads,
    wholesale: reads.filter(
      ({ table, scans, rows }) => (scans > 0 && (sizes.get(table) ?? 0) > 500) || rows > most(table),
    ),
  };
}
