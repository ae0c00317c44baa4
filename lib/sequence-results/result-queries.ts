import type { OrgTx } from "@/db/tenant";
import { OUTCOME_SQL, REPLY_CLASS_SQL, STEP_OUTCOME_SQL } from "@/lib/enrollments/outcome-queries";
import { listPlans } from "@/lib/sequence-engine/queries";
import { forecastDays } from "./forecast-rules";
import type { Forecast, SequenceResults, StepResult } from "./schema";

const forecastLength = 14;

/** What the sequences that run will ask for on the next days, against what the mailboxes send in a day. */
export async function getForecast(tx: OrgTx, sequenceId: string | null, now: Date): Promise<Forecast> {
  const rows = await tx.sql<{ step_id: string | null; next_run_at: Date | null; version_id: string }[]>`
    select e.step_id, e.next_run_at, e.version_id from lead_sequence_enrollments e
    join nurture_sequences s on s.org_id = e.org_id and s.id = e.sequence_id and s.state = 'active'
    where e.status = 'active' and e.awaits is null and (${sequenceId}::uuid is null or e.sequence_id = ${sequenceId}) limit 100000`;
  const plans = await listPlans(
    tx,
    rows.map((row) => row.version_id),
  );
  const underway = rows.map((row) => ({
    stepId: row.step_id,
    nextRunAt: row.next_run_at,
    steps: plans.get(row.version_id) ?? [],
  }));
  const [limit] = await tx.sql<{ daily: number | null }[]>`
    select sum(day_limit)::int as daily from mailboxes where channel = 'email' and state = 'active'`;
  return { data: forecastDays(underway, forecastLength, now), daily_limit: limit?.daily ?? null };
}

/** What became of a sequence: of its people in sight, and of each step of each version. Everything is counted in people. */
export async function getResults(tx: OrgTx, sequenceId: string): Promise<SequenceResults> {
  const one = (sql: string) => tx.sql.unsafe(sql);
  const people = (sql: string) => tx.sql`(count(distinct e.id) filter (where ${one(sql)}))::int`;
  const [counted, steps, classes] = await Promise.all([
    tx.sql<Omit<SequenceResults, "steps" | "replies_by_class">[]>`
      select count(*)::int as enrolled, ${people(OUTCOME_SQL.replied)} as replied, ${people(OUTCOME_SQL.converted)} as converted,
        ${people(OUTCOME_SQL.opted_out)} as opted_out, ${people(OUTCOME_SQL.finished)} as finished
      from lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id = e.lead_id and l.deleted_at is null where e.sequence_id = ${sequenceId}`,
    tx.sql<StepResult[]>`
      select p.id as step_id, v.number as version, p.position, p.kind, t.name as template, ${people(STEP_OUTCOME_SQL.sent)} as sent,
        ${people(STEP_OUTCOME_SQL.replied)} as replied, ${people(STEP_OUTCOME_SQL.bounced)} as bounced, ${people(STEP_OUTCOME_SQL.opted_out)} as opted_out
      from sequence_versions v join sequence_steps p on p.version_id = v.id left join email_templates t on t.id = p.template_id
      left join (lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id = e.lead_id and l.deleted_at is null
        join enrollment_events x on x.org_id = e.org_id and x.enrollment_id = e.id and x.kind in ('sent', 'done')
        left join communications c on c.org_id = x.org_id and c.id = x.communication_id) on e.sequence_id = v.sequence_id and x.step_id = p.id
      where v.sequence_id = ${sequenceId} and v.frozen_at is not null and p.kind in ('email', 'sms', 'call', 'linkedin', 'task')
      group by v.id, v.number, p.id, p.position, p.kind, t.name order by v.number desc, p.position`,
    tx.sql<{ reply_class: string; n: number }[]>`
      select r.reply_class, count(*)::int as n from lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id = e.lead_id and l.deleted_at is null
      cross join lateral unnest(${one(REPLY_CLASS_SQL)}) as r (reply_class) where e.sequence_id = ${sequenceId} group by 1 order by 1`,
  ]);
  const none = { enrolled: 0, replied: 0, converted: 0, opted_out: 0, finished: 0 };
  return {
    ...(counted[0] ?? none),
    replies_by_class: Object.fromEntries(classes.map((row) => [row.reply_class, row.n])),
    steps: [...steps],
  };
}
