import { expect, it } from "vitest";
import { at as asAt, mintOrganization } from "@/db/testing/organization";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { enrollLeads } from "@/lib/enrolling/enroll-leads";
import { createSequence } from "@/lib/sequences/create-sequence";
import { contextOf } from "@/lib/worker/organization-context";
import { checkEnrollments } from "./check-enrollments";
import { runEnrollments } from "./run-enrollments";

const { admin } = await testDatabase();
const size = Number(process.env.TOUCHLINE_TEST_SIZE ?? 0.03);
const [leadCount, turns] = [Math.round(2000 * size), Math.max(24, Math.round(360 * size))];
const seeds = Array.from({ length: Math.max(2, Math.round(100 * size) - 1) }, (_, nth) => nth + 1).slice(
  0,
  size < 0.1 ? 2 : undefined,
);

it.each(seeds)(
  `simulated weeks of ${leadCount} leads break no rule: reps by hand, sequences, answers, bounces, opt-outs, killed workers (seed %i)`,
  { timeout: 600_000 },
  async (seed) => {
    const chance = chanceOf(seed);
    const org = await mintOrganization({ calm: true });
    const { orgId, rep1, rep2 } = org;
    const start = rep1.now.getTime() + 60_000;
    const leads = await mintLeads(orgId, rep1.actor.userId, seed);
    const lines = [
      "The evening shift at your depot plans its rounds by hand.",
      "A customer in Linz halved the empty miles with one change.",
      "Shall I send the page about cold chain licences instead?",
    ];
    for (const name of ["North", "South"]) {
      const email = (nth: number, days: number) => ({
        kind: "email",
        subject: `${name} ${nth}`,
        body: `${name}: ${lines[nth]}`,
        delay_hours: days * 24,
      });
      const steps = [email(0, 0), { kind: "call", subject: "Ask", delay_hours: 48 }, email(1, 4), email(2, 5)];
      const sequence = await createSequence(org.admin, { name, steps, publish: true });
      const some = leads.filter((_, nth) => (nth % 2 === 0) === (name === "North"));
      await enrollLeads(asAt(rep1, new Date(start)), { sequence_id: sequence.id, lead_ids: some });
    }
    for (let turn = 0; turn < turns; turn++) {
      const now = new Date(start + turn * 6 * 3_600_000);
      const one = () => leads[Math.floor(chance() * leads.length)] ?? "";
      const rep = asAt(chance() < 0.5 ? rep1 : rep2, now);
      if (chance() < 0.5) await byHand(rep, one(), chance() < 0.5 ? "email" : "call");
      if (chance() < 0.3)
        await logContact(rep, { lead_id: one(), method: "email", direction: "inbound", body: "Gladly" });
      if (chance() < 0.15) await addDncEntry(rep, { kind: "person", value: one(), reason: "asked" });
      await runTwo(asAt(contextOf(orgId), now), chance() < 0.25);
      if (chance() < 0.5) await leave(orgId, now);
      if (chance() < 0.1) await bounceOne(orgId, now);
      if (chance() < 0.3) {
        await untilAllSealed(admin, orgId);
        await checkEnrollments(asAt(contextOf(orgId), now), {});
      }
    }
    const problems = await listBroken(orgId);
    expect(problems).toEqual([]);
    const [sent] =
      await admin`select count(*)::int as n from communications where org_id = ${orgId} and source = 'sequence' and status in ('sent', 'bounced')`;
    expect(sent?.n).toBeGreaterThan(leadCount / 2);
    const [lost] = await admin`select count(*)::int as n from leads l where l.org_id = ${orgId} and not exists (
      select from lead_sequence_enrollments e where e.lead_id = l.id)`;
    expect(lost?.n).toBe(0);
  },
);

async function mintLeads(orgId: string, ownerId: string, seed: number): Promise<string[]> {
  const made = await admin<{ id: string }[]>`
    insert into leads (org_id, id, last_name, email, owner_id)
    select ${orgId}, new_id(), 'Lead ' || i, 'l' || i || ${`-${seed}@quarter.example`}, ${ownerId} from generate_series(1, ${leadCount}) i returning id`;
  await admin`insert into contact_points (org_id, lead_id, kind, raw, norm, is_primary) select org_id, id, 'email', email, email, true from leads where org_id = ${orgId}`;
  return made.map((row) => row.id);
}

/** Whoever is refused leaves it: nobody gives a reason here. */
async function byHand(rep: Context, leadId: string, method: string): Promise<void> {
  await logContact(rep, { lead_id: leadId, method, direction: "outbound" }).catch((error) => {
    if (!(error instanceof AppError)) throw error;
  });
}

/** Two workers at once; now and then their connections are cut in the middle. */
async function runTwo(ctx: Context, kill: boolean): Promise<void> {
  const work = Promise.allSettled([runEnrollments(ctx, { limit: 10 }), runEnrollments(ctx, { limit: 10 })]);
  if (kill) {
    await admin`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'touchline_app' and datname = current_database()
      and state = 'active' and pid <> pg_backend_pid()`;
  }
  await work;
  await runEnrollments(ctx, { limit: 50 }).catch(() => {});
}

/** What waits leaves now. */
async function leave(orgId: string, now: Date): Promise<void> {
  await admin.begin(async (sql) => {
    // In place of a mail server: the protocol of delivery has tests of its own.
    await sql`set local session_replication_role = replica`;
    const rows =
      await sql`select id from communications where org_id = ${orgId} and status = 'queued' and next_attempt_at <= ${now} for update`;
    const ids = rows.map((row) => row.id);
    await sql`update communications set status = 'sending', updated_at = ${now} where id = any (${ids})`;
    await sql`update communications set status = 'sent', sent_at = ${now}, updated_at = ${now} where id = any (${ids})`;
  });
}

async function bounceOne(orgId: string, now: Date): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update communications set status = 'bounced', updated_at = ${now}
      where id = (select id from communications where org_id = ${orgId} and source = 'sequence' and status = 'sent' order by id limit 1)`;
  });
}

/** By the tables alone, knowing nothing of the engine: every touch that should not be. */
async function listBroken(orgId: string): Promise<string[]> {
  const rows = await admin<{ line: string }[]>`
    with out as (
      select c.*, coalesce(c.sent_at, c.created_at) as went, e.created_at as enrolled from communications c
      left join lead_sequence_enrollments e on e.org_id = c.org_id and e.id = c.enrollment_id
      where c.org_id = ${orgId} and c.direction = 'outbound' and c.status in ('sent', 'bounced', 'logged'))
    select 'a step twice: ' || enrollment_id || ' ' || step_id as line from out where enrollment_id is not null group by enrollment_id, step_id having count(*) > 1
    union all
    select 'after an answer: ' || o.id from out o join communications i on i.org_id = o.org_id and i.lead_id = o.lead_id and i.direction = 'inbound'
      and i.created_at >= o.enrolled and i.created_at < o.went where o.source = 'sequence'
    union all
    select 'after an opt-out: ' || o.id from out o join dnc_entries d on d.org_id = o.org_id and d.kind = 'person' and d.value_norm = o.lead_id::text
      and d.created_at < o.went where o.source = 'sequence'
    union all
    select 'promised after a touch by hand: ' || o.id from out o join out m on m.lead_id = o.lead_id and m.source <> 'sequence'
      and m.created_at >= o.enrolled and m.created_at < o.created_at
      and not exists (select from enrollment_events v where v.enrollment_id = o.enrollment_id and v.communication_id = m.id)
      where o.source = 'sequence'
    union all
    select 'promised after a bounce: ' || o.id from out o join out b on b.enrollment_id = o.enrollment_id and b.status = 'bounced'
      and b.updated_at < o.created_at
    union all
    select 'within the window: ' || o.id || ' ' || p.id from out o join out p on p.lead_id = o.lead_id and p.channel = o.channel and p.id < o.id
      and abs(extract(epoch from p.occurred_at - o.occurred_at)) < 86400 and (o.source = 'sequence' or p.source = 'sequence')
      and not (o.channel = 'call')`;
  return rows.map((row) => row.line);
}

/** The same numbers for the same seed (mulberry32). */
function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
