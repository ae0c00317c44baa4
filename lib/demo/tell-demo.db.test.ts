import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { beforeAll, describe, expect, it } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { signIn } from "@/lib/accounts/sign-in";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { listOpenRemovals } from "@/lib/dnc-removals/queries";
import { CHANNELS, VERDICT_CHANNELS } from "@/lib/guard/channel-rules";
import { verdictWord } from "@/lib/guard/verdict-rules";
import { listLeads } from "@/lib/leads/list-queries";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import { listLeadsInputSchema } from "@/lib/leads/schema";
import { listDetections } from "@/lib/opt-outs/queries";
import { assessLead } from "@/lib/outreach/assess-lead";
import { afterwards } from "./afterwards";
import { listed } from "./cadence-people";
import { calendarOf } from "./calendar";
import { notes } from "./notes";
import { demo, demoPassword, demoSignIns, other, type Who } from "./sign-ins";
import { openStage } from "./stage";
import { storiesOf, tellDemo } from "./tell-demo";
import { messages } from "./waiting";

const { admin } = await testDatabase();
const longest = 240_000;
let orgId = "";
let neighbourId = "";
let began = new Date(0);

beforeAll(async () => {
  const started = performance.now();
  await tellUntilKilled();
  const killed = performance.now();
  await tellDemo();
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1);
  process.stderr.write(
    `demo: ${seconds(started, killed)} s until killed, ${seconds(killed, performance.now())} s to its end\n`,
  );
  const organizations = await admin`select id, slug, created_at from organizations order by slug`;
  expect(organizations.map(({ slug }) => slug)).toEqual(["demo", "other"]);
  [orgId, neighbourId] = organizations.map(({ id }) => id);
  began = organizations[0]?.created_at;
}, longest);

describe("the demo, cut off and told to its end", () => {
  it("holds every step once", async () => {
    const stories = storiesOf(calendarOf(began, demo.timezone));
    const steps = [...stories.flatMap((story) => story.steps)];
    const told = steps.filter((step) => step.kind === "mail" || (step.kind === "touch" && !step.refused));
    const refused = steps.filter((step) => step.kind === "touch" && step.refused);
    const later = afterwards.filter(({ line }) => line.refused);
    const listedOnes = `lead_id in (select id from leads where email in (${listed.map(({ email }) => `'${email}'`).join()}))`;
    const ofSequences = `source in ('sequence', 'batch', 'suggestion') or message_id like '%answer-%' or ${listedOnes}`;
    expect(await count("communications", `(${ofSequences}) is not true`)).toBe(
      told.length + afterwards.length - later.length + messages.length,
    );
    expect(await count("communications", "status = 'queued' and source not in ('sequence', 'suggestion')")).toBe(
      messages.filter((one) => !one.cancelled).length,
    );
    expect(await count("collision_incidents", "kind = 'prevented'")).toBe(refused.length + later.length);
    // One of them was added twice.
    expect(await count("leads")).toBe(301 + listed.length);
    expect(await count("companies")).toBe(80 + listed.length);
    const moves =
      await admin`select to_status from lead_status_history where org_id = ${orgId} and trigger in ('user', 'undo')`;
    expect(moves).toHaveLength(steps.filter((step) => step.kind === "status").length);
  });

  it("ends every lead where its story ends, in every status, by moves that say why", async () => {
    const rows = await admin`select distinct status from leads where org_id = ${orgId}`;
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(LEAD_STATUSES));
    expect(await count("lead_status_history", "trigger = 'user' and coalesce(reason, '') = ''")).toBe(0);
  });

  it("touches people on every channel in both directions, and lies in the past", async () => {
    const [row] =
      await admin`select array_agg(distinct channel) as channels, array_agg(distinct direction) as directions,
      max(occurred_at) filter (where scheduled_for is null) <= now() and max(created_at) <= now() as past, min(occurred_at) < now() - interval '150 days' as old,
      count(*)::int as n, count(distinct thread_id)::int as threads, count(distinct left(body, 60))::int as texts,
      count(replied_by_id)::int as answered, count(*) filter (where replied_at is not null and replied_by_id is null)::int as marked
      from communications where org_id = ${orgId}`;
    expect(new Set(row?.channels)).toEqual(new Set(CHANNELS));
    expect(row).toMatchObject({ directions: ["inbound", "outbound"], past: true, old: true });
    expect(row?.n).toBeGreaterThan(1200);
    expect(row?.threads).toBeGreaterThan(150);
    expect(row?.texts).toBeGreaterThan(100);
    expect(row?.answered).toBeGreaterThan(60);
    expect(row?.marked).toBeGreaterThan(40);
  });

  it("has collisions of all three kinds, over months and in the last three days, an override with its reason", async () => {
    const rows =
      await admin`select kind, count(*)::int as n, count(*) filter (where at > now() - interval '3 days')::int as recent,
      min(at) < now() - interval '60 days' as old from collision_incidents where org_id = ${orgId} group by kind order by kind`;
    expect(rows.map(({ kind }) => kind)).toEqual(["escaped", "overridden", "prevented"]);
    for (const { kind, n, recent, old } of rows)
      expect([kind, n > 4, recent > 0, old]).toEqual([kind, true, true, true]);
    expect(await count("collision_incidents", "kind = 'escaped' and code = 'DNC_BLOCKED'")).toBeGreaterThan(0);
    expect(
      await count("outreach_overrides", "role = 'manager' and 'RECENTLY_CONTACTED' = any (codes)"),
    ).toBeGreaterThan(3);
    expect(await count("outreach_overrides", "role = 'rep'")).toBeGreaterThan(3);
  });

  it("leaves overrides for a second look, most of them looked at, and a lead that is asked for", async () => {
    const reviewed = await count("outreach_overrides", "reviewed_at is not null and reviewed_by <> user_id");
    const open = await count("outreach_overrides", "reviewed_at is null");
    expect([open > 2, reviewed > open]).toEqual([true, true]);
    expect(await count("collision_incidents", "resolution is not null")).toBeGreaterThan(3);
    expect(await count("hand_overs", "state = 'open'")).toBe(1);
    expect(await count("memberships", "team_id is not null and visibility = 'all'")).toBe(4);
  });

  it("scores into all four tiers and suggests something to everybody, of which some was decided with words", async () => {
    expect(
      await admin`select distinct priority_tier as tier from leads where org_id = ${orgId} and priority_tier is not null`,
    ).toHaveLength(4);
    const open =
      await admin`select m.email, count(*)::int as n from suggestions s join leads l on l.org_id = s.org_id and l.id = s.lead_id
      join memberships m on m.org_id = l.org_id and m.user_id = l.owner_id where s.org_id = ${orgId} and s.status = 'PENDING' group by m.email`;
    expect(open.map(({ email }) => email).sort()).toEqual(demo.members.map(({ who }) => `${who}@demo.example`).sort());
    expect(await count("suggestions", "status = 'EXECUTED' and communication_id is not null")).toBeGreaterThan(2);
    expect(await count("suggestions", "status = 'EXECUTED' and note_id is not null")).toBeGreaterThan(2);
    expect(await count("suggestions", "status = 'MODIFIED' and edit_share > 0")).toBeGreaterThan(0);
    expect(await count("suggestions", "status = 'REJECTED' and reason <> ''")).toBeGreaterThan(2);
    expect(await count("suggestions", "jsonb_array_length(evidence) = 0 or reasoning = ''")).toBe(0);
  });

  it("has two sequences that run and a draft, and people in them whose ways ended for many reasons or wait for a rep", async () => {
    const sequences = await admin`select state from nurture_sequences where org_id = ${orgId} order by state`;
    expect(sequences.map(({ state }) => state)).toEqual(["active", "active", "draft"]);
    const ways =
      await admin`select distinct status, stop_reason from lead_sequence_enrollments where org_id = ${orgId}`;
    expect(new Set(ways.map(({ status }) => status))).toEqual(
      new Set(["active", "paused", "parked", "finished", "stopped"]),
    );
    const reasons = ways.map((one) => one.stop_reason).filter(Boolean);
    expect(reasons).toEqual(expect.arrayContaining(["replied", "manual_touch", "do_not_contact", "by_hand"]));
    expect(await count("lead_sequence_enrollments", "awaits = 'call' and status = 'active'")).toBeGreaterThan(1);
    const twice = await admin`select enrollment_id, step_id from communications where org_id = ${orgId}
      and enrollment_id is not null group by 1, 2 having count(*) > 1`;
    expect(twice).toHaveLength(0);
  });

  it("has a day for everybody at Fernway, with words prepared", async () => {
    const days =
      await admin`select m.name, count(*)::int as n from daily_outreach_items i join daily_outreach_batches b on b.id = i.batch_id
      join memberships m on m.org_id = b.org_id and m.user_id = b.user_id where i.org_id = ${orgId} and i.status = 'open' group by 1`;
    expect(new Set(days.map(({ name }) => name))).toEqual(new Set(demo.members.map(({ name }) => name)));
    expect(await count("daily_outreach_items", "status = 'open' and body is not null")).toBeGreaterThan(10);
    const shared =
      await admin`select lead_id from daily_outreach_items where org_id = ${orgId} and status = 'open' group by 1 having count(*) > 1`;
    expect(shared).toHaveLength(0);
  });

  it("counts what sequences sent to their campaigns, and says how far suggestions go by themselves", async () => {
    expect(await count("campaigns", "goal <> ''")).toBe(3);
    const [row] =
      await admin`select count(*)::int as n, count(distinct campaign_id)::int as campaigns from communications where org_id = ${orgId} and source = 'sequence' and campaign_id is not null`;
    expect([row?.n > 5, row?.campaigns]).toEqual([true, 2]);
    expect(await count("daily_outreach_batches", "campaign_id is not null")).toBe(3);
    expect(await count("autonomy_settings")).toBe(3);
  });

  it("lists people who must not be contacted: every kind and source a visitor should see, some for a time or a channel", async () => {
    const [row] = await admin`select array_agg(distinct kind) as kinds, array_agg(distinct source) as sources,
      count(channel)::int as limited, count(expires_at)::int as ending from dnc_entries where org_id = ${orgId}`;
    expect(row?.kinds).toEqual(expect.arrayContaining(["email", "domain", "phone", "linkedin", "person"]));
    expect(row?.sources).toEqual(expect.arrayContaining(["unsubscribe", "manual", "complaint"]));
    expect(row?.limited).toBeGreaterThan(3);
    expect(row?.ending).toBeGreaterThan(0);
    const ctx = await contextOf("rep1");
    const page = await read(ctx, "leads:read", (tx) => listLeads(tx, ctx, listLeadsInputSchema.parse({ limit: 200 })));
    expect(page.data.filter((lead) => lead.do_not_contact).length).toBeGreaterThan(8);
  });

  it("leaves opt-outs that were detected and a removal that waits for its second person, and consents on record", async () => {
    const ctx = await contextOf("rep1");
    const found = await read(ctx, "dnc:read", (tx) => listDetections(tx, { limit: 50 }));
    expect(found.total).toBeGreaterThanOrEqual(3);
    expect(new Set(found.data.map((one) => one.channel))).toEqual(new Set([null, "email", "call", "sms"]));
    expect(await read(ctx, "dnc:read", listOpenRemovals)).toHaveLength(1);
    expect(await count("consents")).toBeGreaterThan(3);
  });

  it("tells notes that colleagues left one another, one of them naming somebody", async () => {
    expect(await count("notes", "id not in (select note_id from suggestions where note_id is not null)")).toBe(
      notes.length,
    );
    expect(await count("notes", "cardinality(mentions) = 1")).toBe(1);
  });

  it("says of calls how they went and how long they took, and what was said in one of them", async () => {
    const rows =
      await admin`select outcome, count(*)::int as n from call_results where org_id = ${orgId} group by outcome`;
    const outcomes = rows.map((row) => row.outcome);
    expect(outcomes).toEqual(expect.arrayContaining(["connected", "voicemail", "no_answer", "gatekeeper"]));
    expect(await count("call_results", "duration_seconds is null")).toBe(0);
    expect(await count("communication_transcripts", "words @@ all_words('worcester holiday')")).toBe(1);
  });

  it("leaves work: unassigned leads, leads that wait for us and leads we wait for, leads without an address", async () => {
    for (const where of ["owner_id is null", "needs_reply", "awaiting_reply", "email is null", "phone_e164 is null"]) {
      expect([where, (await count("leads", where)) > 12]).toEqual([where, true]);
    }
  });

  it("shows rep1 all four verdicts on Ines Calder at once", async () => {
    const ctx = await contextOf("rep1");
    const [ines] =
      await admin`select id from leads where org_id = ${orgId} and email = 'ines.calder@larkfield.example'`;
    const { channels } = await read(ctx, "leads:read", (tx) => assessLead(tx, ines?.id, ctx));
    const verdicts = VERDICT_CHANNELS.map((channel) => {
      const answer = channels[channel];
      return answer && verdictWord(answer, channel);
    });
    expect(verdicts).toEqual(["wait", "free", "taken", "blocked"]);
    expect(channels.call?.rules.find((rule) => rule.result === "block")?.holder?.user?.name).toBe("Alice Moreau");
  });

  it("gives every rep leads whose slot is taken now", async () => {
    const rows =
      await admin`select m.email, count(*)::int as n from contact_guards g join memberships m on m.org_id = g.org_id and m.user_id = g.user_id
      where g.org_id = ${orgId} and g.scope = 'lead' and g.span @> now() and m.role = 'rep' group by m.email`;
    expect(rows).toHaveLength(4);
    for (const { n } of rows) expect(n).toBeGreaterThan(2);
  });

  it("adds up to what the ledger says", async () => {
    const before = await summaries();
    await admin`select set_config('app.org_id', ${orgId}, false)`;
    await admin.begin(async (sql) => {
      await sql`select set_config('app.org_id', ${orgId}, true)`;
      await sql`select recompute_lead_summary(array(select id from leads where org_id = ${orgId}))`;
      await sql`select recompute_thread_summary(array(select id from threads where org_id = ${orgId}))`;
    });
    expect(await summaries()).toEqual(before);
  });

  it("keeps the neighbour behind the wall, though both know the same person", async () => {
    expect(await count("leads", "true", neighbourId)).toBe(12);
    const ctx = await contextOf("admin", neighbourId);
    const q = { q: "hannah.lindqvist@nordvane.example" };
    const found = await read(ctx, "leads:read", (tx) => listLeads(tx, ctx, listLeadsInputSchema.parse(q)));
    expect(found.data).toHaveLength(1);
    const [home] = await admin`select id from leads where org_id = ${orgId} and email = ${q.q}`;
    expect(home?.id).toBeDefined();
    expect(found.data[0]?.id).not.toBe(home?.id);
  });

  it("lets everybody in with the one password", async () => {
    for (const { email } of demoSignIns) {
      const visitor = { now: currentTime(), requestId: newId() };
      expect((await signIn(visitor, { email, password: demoPassword })).session_id).toBeDefined();
    }
  });

  it("adds nothing when it is told again", { timeout: longest }, async () => {
    const tables = ["leads", "communications", "collision_incidents", "dnc_entries", "lead_status_history", "events"];
    const counts = () => Promise.all(tables.map((table) => admin`select count(*)::int as n from ${admin(table)}`));
    const before = await counts();
    expect(await tellDemo()).toBeNull();
    expect(await counts()).toEqual(before);
  });
});

/** The first start, ended the hard way after some leads. */
async function tellUntilKilled(): Promise<void> {
  const env = { ...process.env, TOUCHLINE_PART: "seed" };
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/seed-demo.ts"], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const exit = once(child, "exit");
  const words: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    words.push(line);
    if (line.startsWith("50 of")) child.kill("SIGKILL");
  }
  expect([(await exit)[1], words]).toEqual(["SIGKILL", expect.arrayContaining([expect.stringMatching(/^50 of/)])]);
  const [row] = await admin`select count(*)::int as leads from leads`;
  expect(row?.leads).toBeGreaterThan(40);
  expect(row?.leads).toBeLessThan(200);
}

async function count(table: string, where = "true", organization = orgId): Promise<number> {
  const [row] =
    await admin`select count(*)::int as n from ${admin(table)} where org_id = ${organization} and ${admin.unsafe(where)}`;
  return row?.n;
}

const summaries = () => admin`
  select l.id, contact_count, first_contacted_at, last_contacted_at, last_contact_channel, last_contacted_by, last_communication_id, reply_count,
    last_response_at, first_response_seconds, last_activity_at, last_thread_id,
    (select jsonb_agg(jsonb_build_array(t.id, t.last_inbound_at, t.last_outbound_at) order by t.id) from threads t where t.lead_id = l.id) as threads
  from leads l where org_id = ${orgId} order by id`;

async function contextOf(who: Who, organization = orgId) {
  const { stage } =
    organization === orgId ? await openStage(demo, demo.members) : await openStage(other, other.members);
  return { ...stage.as(who, currentTime(), ""), idempotency: undefined };
}
