import postgres from "postgres";
import { closePools } from "@/db/client";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { createSequence } from "@/lib/sequences/create-sequence";
import { contextOf } from "@/lib/worker/organization-context";
import { benchAdmin } from "@/scripts/bench/bench-admin";
import type { BenchDatabase } from "@/scripts/bench/bench-database";
import { bench } from "@/scripts/bench/fill-database";
import { heldMb, processorMs, residentMb, serverMs } from "@/scripts/bench/processor-time";
import { row } from "@/scripts/bench/report";

export type DueFigures = {
  decisions: number;
  perSecond: number;
  /** milliseconds of CPU a decision */
  process: number;
  postgres: number;
  /** at a tenth of the way, and at the most */
  memoryMb: [number, number];
  /** what is held once everything else is collected: after the first thousand, and at the end */
  heldMb: [number, number];
};
export type DueRun = { ours: DueFigures; bare: DueFigures; mails: DueFigures };

const lanes = 2;

/**
 * Enrollments that are due, picked up and decided by two lanes as the worker does it; beside it what one would write by hand: a row taken, its
 * lead locked, the next step and a line of the log written, with no stop, no guard and no event.
 */
export async function measureDue(database: BenchDatabase, postmaster: number, count: number): Promise<DueRun> {
  Object.assign(process.env, { DATABASE_APP_URL: database.urls.app, DATABASE_SYSTEM_URL: database.urls.system });
  const admin = postgres(database.adminUrl, { max: lanes + 1, onnotice: () => {} });
  try {
    // A lead goes through two that may run beside each other: twice as many are due as there are leads.
    const plans = [await makePlan(admin, between), await makePlan(admin, between)];
    // One a lead: what is written by hand looks at nobody else, and two lanes would wait for each other for ever.
    await enroll(admin, plans.slice(0, 1), Math.min(count, mostBare));
    const bare = await measure(postmaster, decideBare(admin, plans));
    await clear(admin);
    await enroll(admin, plans, count);
    const ours = await measure(postmaster, decideOurs);
    await clear(admin);
    // An automated email says where its sender is.
    await admin`update organizations set postal_address = coalesce(postal_address, '1 Bench Street, Springfield') where id = ${bench.id}`;
    await enroll(admin, [await makePlan(admin, message)], Math.min(count, mostMails));
    return { ours, bare, mails: await measure(postmaster, decideOurs) };
  } finally {
    await closePools();
    await admin.end();
  }
}

type Plan = { sequence: string; version: string; steps: string[]; member: string };

/** A question about the lead, then a wait of two days: what a sequence does between its messages. */
const between = [
  { kind: "condition", condition: { field: "status", op: "is_not", value: "lost" } },
  { kind: "wait", delay_hours: 48 },
  { kind: "task", subject: "Look at them" },
];
const message = [{ kind: "email", subject: "Dates", body: "Shall we say Tuesday, {{first_name|there}}?" }];
const [mostMails, mostBare] = [3000, 20_000];

/** Without asking every touch whether it came of one: nothing that is decided here sends. */
async function clear(admin: postgres.Sql): Promise<void> {
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`delete from enrollment_events where org_id = ${bench.id}`;
    await sql`delete from lead_sequence_enrollments where org_id = ${bench.id}`;
  });
}

async function makePlan(admin: postgres.Sql, steps: object[]): Promise<Plan> {
  const ctx = await benchAdmin(admin);
  const { id } = await createSequence(ctx, { name: `Bench ${newId()}`, steps, alongside: true, publish: true });
  const rows = await admin<{ id: string; version_id: string }[]>`
    select p.id, p.version_id from sequence_steps p join nurture_sequences s on s.live_version_id = p.version_id where s.id = ${id} order by p.position`;
  return {
    sequence: id,
    version: rows[0]?.version_id ?? "",
    steps: rows.map((one) => one.id),
    member: ctx.actor.userId,
  };
}

async function enroll(admin: postgres.Sql, plans: Plan[], count: number): Promise<void> {
  const now = currentTime();
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    for (const { sequence, version, steps, member } of plans)
      await sql`
        insert into lead_sequence_enrollments (org_id, id, lead_id, sequence_id, version_id, step_id, alongside, next_run_at, last_reason, enrolled_by, sender_id, created_at, updated_at)
        select org_id, new_id(), id, ${sequence}, ${version}, ${steps[0] ?? null}, true, ${now}::timestamptz - random() * interval '1 hour', 'bench', ${member}, ${member}, ${now}, ${now}
        from leads where org_id = ${bench.id} and deleted_at is null and merged_into_id is null and status not in ('converted', 'lost')
        order by id limit ${Math.ceil(count / plans.length)}`;
  });
  await admin`vacuum (analyze) lead_sequence_enrollments`;
}

const decideOurs = async (tell: (decided: number) => void) => {
  for (let more = true; more; ) {
    const turn = await runEnrollments(contextOf(bench.id), {});
    tell(turn.taken);
    more = turn.more;
  }
};

const decideBare = (admin: postgres.Sql, plans: Plan[]) => async (tell: (decided: number) => void) => {
  const nextOf = new Map(plans.map(({ sequence, steps }) => [sequence, steps[1] ?? null]));
  for (let more = true; more; ) {
    const taken = await admin.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      const due = await sql`
        select id, lead_id, sequence_id from lead_sequence_enrollments where org_id = ${bench.id} and status = 'active' and next_run_at <= now()
        order by next_run_at limit 100 for update skip locked`;
      for (const { id, lead_id, sequence_id } of due) {
        const next = nextOf.get(sequence_id) ?? null;
        await sql`select id from leads where org_id = ${bench.id} and id = ${lead_id} for no key update`;
        await sql`update lead_sequence_enrollments set step_id = ${next}, next_run_at = now() + interval '2 days', updated_at = now()
          where org_id = ${bench.id} and id = ${id}`;
        await sql`insert into enrollment_events (org_id, id, enrollment_id, at, kind, step_id, reason)
          values (${bench.id}, new_id(), ${id}, now(), 'branched', ${next}, 'It holds.')`;
      }
      return due.length;
    });
    tell(taken);
    more = taken === 100;
  }
};

async function measure(
  postmaster: number,
  work: (tell: (decided: number) => void) => Promise<unknown>,
): Promise<DueFigures> {
  let decisions = 0;
  const seen: [number, number][] = [];
  const [ownBefore, serverBefore, began] = [processorMs(process.pid), serverMs(postmaster), performance.now()];
  const watch = setInterval(() => seen.push([decisions, residentMb(process.pid)]), 200);
  let heldEarly: number | null = null;
  const tell = (decided: number) => {
    decisions += decided;
    if (heldEarly === null && decisions >= 1000) heldEarly = heldMb();
  };
  await Promise.all(Array.from({ length: lanes }, () => work(tell))).finally(() => clearInterval(watch));
  const seconds = (performance.now() - began) / 1000;
  const early = seen.find(([decided]) => decided >= decisions / 10)?.[1] ?? residentMb(process.pid);
  return {
    decisions,
    perSecond: decisions / seconds,
    process: (processorMs(process.pid) - ownBefore) / decisions,
    postgres: (serverMs(postmaster) - serverBefore) / decisions,
    memoryMb: [early, Math.max(early, ...seen.map(([, memory]) => memory))],
    heldMb: [heldEarly ?? heldMb(), heldMb()],
  };
}

/** The row of issue 6: at least 500 decisions a second on 2 cores, with flat memory. */
export function dueTable({ ours, bare, mails }: DueRun): string {
  const line = (name: string, { decisions, perSecond, process, postgres, memoryMb, heldMb }: DueFigures) =>
    row([
      name,
      decisions,
      Math.round(perSecond),
      process.toFixed(2),
      postgres.toFixed(2),
      memoryMb.join(" → "),
      heldMb.join(" → "),
    ]);
  return [
    row([
      "due steps",
      "decisions",
      "decisions/s",
      "CPU ms worker",
      "CPU ms postgres",
      "MB at a tenth → most",
      "MB held after 1,000 → at the end",
    ]),
    row(Array.from({ length: 7 }, () => "---")),
    line("four statements by hand", bare),
    line("Touchline, every check", ours),
    line("Touchline, a message through the gate", mails),
    row(["must", "", "≥ 500", "", "", "", "flat"]),
    row(["", "", ours.perSecond >= 500 ? "holds" : "**does not hold**", "", "", "", ""]),
  ].join("\n");
}
