import type { OrgTx } from "@/db/tenant";
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

/** What became of a sequence: of its people, and of each step of each version. */
export async function getResults(tx: OrgTx, sequenceId: string): Promise<SequenceResults> {
  const [people, steps, classes] = await Promise.all([
    tx.sql<Omit<SequenceResults, "steps" | "replies_by_class">[]>`
      select count(*)::int as enrolled, count(*) filter (where e.stop_reason = 'replied')::int as replied,
        count(*) filter (where l.status = 'converted')::int as converted, count(*) filter (where e.stop_reason = 'do_not_contact')::int as opted_out,
        count(*) filter (where e.status = 'finished')::int as finished
      from lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id = e.lead_id where e.sequence_id = ${sequenceId}`,
    tx.sql<StepResult[]>`
      select v.number as version, p.position, p.kind, t.name as template,
        count(c.id) filter (where c.status in ('sent', 'delivered', 'bounced', 'unknown'))::int as sent,
        count(c.id) filter (where c.replied_at is not null)::int as replied, count(c.id) filter (where c.status = 'bounced')::int as bounced,
        (select count(*)::int from lead_sequence_enrollments e where e.version_id = v.id and e.stop_reason = 'do_not_contact'
          and p.id = (select x.step_id from enrollment_events x where x.enrollment_id = e.id and x.kind in ('sent', 'done') order by x.at desc, x.id desc limit 1)) as opted_out
      from sequence_versions v join sequence_steps p on p.version_id = v.id left join email_templates t on t.id = p.template_id
      left join communications c on c.step_id = p.id where v.sequence_id = ${sequenceId} and v.frozen_at is not null
        and p.kind in ('email', 'sms', 'call', 'linkedin', 'task')
      group by v.id, v.number, p.id, p.position, p.kind, t.name order by v.number desc, p.position`,
    tx.sql<{ reply_class: string; n: number }[]>`
      select coalesce(t.reply_class, 'not told') as reply_class, count(distinct e.id)::int as n from lead_sequence_enrollments e
      join communications c on c.enrollment_id = e.id and c.replied_at is not null join threads t on t.id = c.thread_id
      where e.sequence_id = ${sequenceId} group by 1 order by 1`,
  ]);
  const none = { enrolled: 0, replied: 0, converted: 0, opted_out: 0, finished: 0 };
  return {
    ...(people[0] ?? none),
    replies_by_class: Object.fromEntries(classes.map((one) => [one.reply_class, one.n])),
    steps: [...steps],
  };
}
