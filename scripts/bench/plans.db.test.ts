import { beforeAll, expect, test } from "vitest";
import { inOrganization, type OrgTx } from "@/db/tenant";
import { testDatabase } from "@/db/testing/test-database";
import { getOutreachAnalytics } from "@/lib/analytics/queries";
import type { OutreachAnalyticsInput } from "@/lib/analytics/schema";
import { logContact } from "@/lib/communications/log-contact";
import { listTouches } from "@/lib/communications/queries";
import { listCompanies } from "@/lib/companies/queries";
import { findOrInsertCompanies, findOrInsertCompany } from "@/lib/companies/store";
import { getComplianceReport } from "@/lib/compliance/queries";
import type { Context } from "@/lib/core/context";
import { parseInput } from "@/lib/core/parse";
import { dayIn } from "@/lib/core/time";
import { listCandidates as listDayCandidates } from "@/lib/daily-outreach/queries";
import { checkDnc, checkManyDnc } from "@/lib/dnc/check-queries";
import { listDncEntries } from "@/lib/dnc/list-queries";
import { listFeed } from "@/lib/feed/list-feed";
import { getForecast } from "@/lib/forecasts/queries";
import { listForecastRows } from "@/lib/forecasts/row-queries";
import { forecastRowsInputSchema } from "@/lib/forecasts/schema";
import { getFunnel, getLifecycle } from "@/lib/funnels/queries";
import { funnelInputSchema } from "@/lib/funnels/schema";
import { listLeads } from "@/lib/leads/list-queries";
import { LEAD_SORTS } from "@/lib/leads/list-rules";
import { getLead } from "@/lib/leads/queries";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { listNotes } from "@/lib/notes/queries";
import { assessLead, assessLeads } from "@/lib/outreach/assess-lead";
import { getRoiReport, getSourcesReport } from "@/lib/returns/queries";
import { returnsInputSchema } from "@/lib/returns/schema";
import { listCandidates, listPart } from "@/lib/suggestion-engine/queries";
import { searchTranscripts } from "@/lib/transcripts/queries";
import { bench, fillDatabase } from "@/scripts/bench/fill-database";

const { admin } = await testDatabase();
/** Tables that grow with the organization: nothing that people wait for may read one of them from end to end. */
const big = [
  "leads",
  "communications",
  "contact_points",
  "lead_search",
  "lead_tags",
  "threads",
  "companies",
  "dnc_entries",
  "contact_guards",
  "outreach_rollups",
];

type Known = { id: string; first_name: string; last_name: string; email: string; phone: string; free: boolean };
let lead: Known;
let free: Known;
let ids: string[];
let sizes: Map<string, number>;
let ctx: Context;

beforeAll(async () => {
  const sql = await admin.reserve();
  await fillDatabase(sql, { leads: 8000, communications: 32_000 }, new Date());
  await sql`vacuum (analyze)`;
  const counted = await sql<{ name: string; rows: number }[]>`
    select relname as name, reltuples::int as rows from pg_class where relname = any (${big}) and relkind = 'r'`;
  sizes = new Map(counted.map((one) => [one.name, one.rows]));
  sql.release();
  const known = await admin<Known[]>`
    select b.id, l.first_name, l.last_name, b.email, b.phone, l.last_contacted_at is null as free
    from bench.leads b join leads l on l.org_id = b.org_id and l.id = b.id where b.org_id = ${bench.id} and b.phone is not null order by b.place`;
  [lead, free] = [known[5], known.find((one) => one.free)] as [Known, Known];
  ids = known.slice(0, 50).map((one) => one.id);
  const [member] = await admin<{ user_id: string; name: string }[]>`
    select user_id, name from memberships where org_id = ${bench.id} and role = 'admin'`;
  const actor = {
    userId: member?.user_id ?? "",
    name: member?.name ?? "",
    role: "admin",
    via: "api",
    scopes: [],
  } as const;
  ctx = {
    orgId: bench.id,
    timezone: "UTC",
    defaultRegion: "US",
    actor: { ...actor, scopes: [] },
    now: new Date(),
    requestId: "test",
  };
}, 600_000);

const list = (input: Record<string, unknown>) => (tx: OrgTx) =>
  listLeads(tx, ctx, parseInput(listLeadsInputSchema, input));
/** Conditions of every day; each is sought as an index has it. */
const trees: Record<string, () => string> = {
  "of one status and score": () => where("status", "is", "qualified", { field: "score", op: "at_least", value: 60 }),
  "of two statuses": () => where("status", "any_of", ["proposal", "qualified"]),
  "of one owner": () => where("owner", "is", "me", { field: "status", op: "is_not", value: "lost" }),
  "of a tag": () => where("tags", "any_of", ["tag 1"]),
  "of the hot": () => where("tier", "is", "hot"),
  "contacted this week": () => where("last_contacted_at", "in_last_days", 7),
  "added this week": () => where("created_at", "in_last_days", 7),
  "with an address": () => where("email", "is", lead.email),
  "with a part of a name": () => where("name", "contains", `${lead.first_name} ${lead.last_name}`),
  "at a company": () => where("company", "is", "Firm 1"),
  "with a domain": () => where("domain", "is", "firm1.example"),
};
const where = (field: string, op: string, value: unknown, ...more: object[]) =>
  JSON.stringify({ and: [{ field, op, value }, ...more] });

const figures = (more: OutreachAnalyticsInput) => (tx: OrgTx) =>
  getOutreachAnalytics(tx, ctx, { compare: "previous", ...more });

const twoYears = () => ({
  from_date: dayIn(new Date(ctx.now.getTime() - 700 * 86_400_000), "UTC"),
  to_date: dayIn(ctx.now, "UTC"),
});

const lastWeek = () => dayIn(new Date(ctx.now.getTime() - 7 * 86_400_000), "UTC");

const questions: Record<string, (tx: OrgTx) => Promise<unknown>> = {
  "one lead": (tx) => getLead(tx, lead.id),
  "the list by status": list({ status: "contacted", sort: "-last_contacted_at" }),
  "the list of one owner": list({ owner: "me" }),
  ...Object.fromEntries(
    LEAD_SORTS.flatMap((sort) => [sort, `-${sort}`]).map((sort) => [`the list by ${sort}`, list({ sort })]),
  ),
  "a search for two words": (tx) => list({ q: `${lead.first_name} ${lead.last_name}` })(tx),
  "a search for an address": (tx) => list({ q: lead.email })(tx),
  "a search for a number": (tx) => list({ q: lead.phone })(tx),
  ...Object.fromEntries(
    Object.entries(trees).map(([name, tree]) => [`the list ${name}`, (tx: OrgTx) => list({ filter: tree() })(tx)]),
  ),
  "a page of the timeline": (tx) => listTouches(tx, { leadId: lead.id, limit: 50 }),
  "a page of the whole feed": (tx) => listFeed(tx, { id: lead.id, limit: 50 }, ctx),
  "the notes of a lead": (tx) => listNotes(tx, { leadId: lead.id, limit: 200 }),
  "the figures of thirty days": figures({}),
  "the figures of thirty days on one channel": figures({ method: "call" }),
  "the figures of a colleague": (tx) => figures({ user_id: ctx.actor.userId })(tx),
  "the funnel of two years": (tx) => getFunnel(tx, ctx, funnelInputSchema.parse(twoYears())),
  "the lifecycle of two years": (tx) => getLifecycle(tx, ctx, funnelInputSchema.parse(twoYears())),
  "where the leads of two years came from": (tx) => getSourcesReport(tx, ctx, returnsInputSchema.parse(twoYears())),
  "return on cost of two years": (tx) => getRoiReport(tx, ctx, returnsInputSchema.parse(twoYears())),
  "the forecast": (tx) => getForecast(tx, ctx, { months: 12 }),
  "who stood in the pipeline": (tx) => listForecastRows(tx, ctx, forecastRowsInputSchema.parse({ figure: "stood" })),
  "how the do-not-contact list grew in a week": (tx) => getComplianceReport(tx, ctx, { from_date: lastWeek() }),
  "words said in a call": (tx) => searchTranscripts(tx, { q: "budget", limit: 20 }),
  "the verdict on a lead": (tx) => assessLead(tx, lead.id, ctx),
  "the verdicts on a page of leads": (tx) => assessLeads(tx, ids, ctx),
  "whether an address is blocked": (tx) => checkDnc(tx, { kind: "email", value: lead.email }, "US", ctx.now),
  "whether a thousand are": (tx) =>
    checkManyDnc(
      tx,
      Array.from({ length: 1000 }, (_, nth) => ({ kind: "email" as const, value: `a${nth}@b.com` })),
      "US",
      ctx.now,
    ),
  "what could be suggested about some leads": (tx) => listCandidates(tx, ids, ctx.now, 40),
  "the next leads to look for suggestions": (tx) => listPart(tx, lead.id, 50),
  "whom a rep's day could hold": (tx) => listDayCandidates(tx, ctx, 40),
  "companies by words": (tx) => listCompanies(tx, { q: "irm 17", limit: 20 }),
  "companies by words that most of them have": (tx) => listCompanies(tx, { q: "firm", limit: 20 }),
  "the do-not-contact list": (tx) => listDncEntries(tx, { limit: 50 }, ctx.now),
  "what unsubscribed of the do-not-contact list": (tx) =>
    listDncEntries(tx, { limit: 50, source: "unsubscribe", channel: "all" }, ctx.now),
  "companies by a letter": (tx) => listCompanies(tx, { q: "z", limit: 20 }),
  "the company of a new lead": (tx) => findOrInsertCompany(tx, { name: "Nobody's yet" }, null),
  "the companies of a file's rows": (tx) =>
    findOrInsertCompanies(
      tx,
      Array.from({ length: 25 }, (_, nth) => ({ name: `Unknown ${nth}`, domain: `unknown${nth}.example` })),
    ),
  "logging a planned touch": (tx) =>
    log(tx, { lead_id: free.id, method: "email", direction: "outbound", subject: "Hello" }),
  "logging what happened": (tx) =>
    log(tx, { lead_id: free.id, method: "call", direction: "outbound", already_happened: true }),
};

test.each(Object.entries(questions))("%s is looked up in indexes", async (_, ask) => {
  expect(await wholesaleReads(ask)).toEqual([]);
});

test("the figures of a colleague and of the do-not-contact list are told by indexes of their own", async () => {
  expect(await scannedIndexes(figures({ user_id: ctx.actor.userId }))).toEqual(
    expect.arrayContaining(["communications_inbound_idx", "communications_late_reply_idx"]),
  );
  expect(await scannedIndexes((tx) => getComplianceReport(tx, ctx, twoYears()))).toEqual(
    expect.arrayContaining(["dnc_entries_asked_idx", "dnc_entries_ended_idx", "leads_contacted_idx"]),
  );
});

test.each(LEAD_SORTS.filter((sort) => sort !== "name").flatMap((sort) => [sort, `-${sort}`]))(
  "the last page by %s begins where the page before ends",
  async (sort) => {
    const place = await inOrganization(bench.id, async (tx) => {
      let cursor: string | undefined;
      for (let page = 0; page < 25; page++) {
        cursor = (await list({ sort, limit: 200, cursor })(tx)).next_cursor ?? undefined;
      }
      await tx.sql`select pg_stat_force_next_flush()`;
      return cursor;
    });
    // 5,000 leads lie before it: the page reads its own rows and the count its thousand.
    expect(await wholesaleReads((tx) => list({ sort, cursor: place })(tx), 1500)).toEqual([]);
  },
);

test("a whole address or number is not sought in the search documents as well", async () => {
  const documents = (q: string) =>
    inOrganization(bench.id, async (tx) => {
      expect((await listLeads(tx, ctx, parseInput(listLeadsInputSchema, { q }))).total).toBeGreaterThan(0);
      const [row] = await tx.sql<{ scans: number }[]>`
        select (seq_scan + idx_scan)::int as scans from pg_stat_xact_user_tables where relname = 'lead_search'`;
      await tx.sql`select pg_stat_force_next_flush()`;
      return row?.scans;
    });
  const name = `${lead.first_name} ${lead.last_name}`;
  expect([await documents(lead.email), await documents(lead.phone)]).toEqual([0, 0]);
  expect(await documents(name)).toBeGreaterThan(0);
});

test("a question that reads a whole table would be noticed, also one that reads it by an index", async () => {
  const reads = (condition: string) =>
    wholesaleReads((tx) => tx.sql.unsafe(`select count(*) from leads where ${condition}`));
  expect(await reads("title like '%x%'")).toMatchObject([{ table: "leads" }]);
  expect(await reads("org_id = current_org_id() and title like '%x%'")).toMatchObject([{ table: "leads" }]);
});

test("the application's statements are planned once, wherever the server is", async () => {
  const [role] = await admin<{ settings: string[] }[]>`
    select rolconfig as settings from pg_roles where rolname = 'touchline_app'`;
  expect(role?.settings).toEqual(expect.arrayContaining(["plan_cache_mode=force_generic_plan", "jit=off"]));
});

/** The indexes that are read, as the application's role under the policies. */
const scannedIndexes = (ask: (tx: OrgTx) => Promise<unknown>) =>
  inOrganization(bench.id, async (tx) => {
    await ask(tx);
    const rows = await tx.sql<{ name: string }[]>`
      select indexrelid::regclass::text as name from pg_index where pg_stat_get_xact_numscans(indexrelid) > 0 order by 1`;
    await tx.sql`select pg_stat_force_next_flush()`;
    return rows.map((row) => row.name);
  });

type Read = { table: string; scans: number; rows: number };

/** Tables read from end to end, or to a third, as the application's role under the policies; then everything is undone. */
async function wholesaleReads(ask: (tx: OrgTx) => Promise<unknown>, most?: number): Promise<Read[]> {
  const undone = new Error("undone");
  let reads: Read[] = [];
  await inOrganization(bench.id, async (tx) => {
    await ask(tx);
    reads = await countedReads(tx);
    // Else this session would count on in its next transaction.
    await tx.sql`select pg_stat_force_next_flush()`;
    throw undone;
  }).catch((error) => {
    if (error !== undone) throw error;
  });
  return reads.filter(({ table, scans, rows }) => scans > 0 || rows > (most ?? (sizes.get(table) ?? 0) / 3));
}

const countedReads = (tx: OrgTx) => tx.sql<Read[]>`
  select relname as table, seq_scan::int as scans, (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows
  from pg_stat_xact_user_tables where relname = any (${big})`;

const log = (tx: OrgTx, input: Record<string, unknown>) =>
  logContact.definition.run(tx, parseInput(logContact.definition.input, input), ctx);
