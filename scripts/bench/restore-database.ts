import type postgres from "postgres";
import { bench, foldAll } from "@/scripts/bench/fill-database";

/** Takes away what a run has logged, so that the next one finds the same rows. Also after a run that was killed. */
export async function restoreDatabase(admin: postgres.Sql, built: Date): Promise<void> {
  const sql = await admin.reserve();
  try {
    await sql`select set_config('session_replication_role', 'replica', false), set_config('app.org_id', ${bench.id}, false), set_config('statement_timeout', '0', false)`;
    // No touch ever goes in real life, so no trigger takes it out of the counts.
    const gone = await sql<{ id: string; lead_id: string }[]>`
      with gone as (
        delete from communications where org_id = ${bench.id} and channel = any (array(select code from channels where org_id = ${bench.id}))
          and occurred_at > ${built} returning *),
      uncounted as (
        insert into rollup_deltas (org_id, day, hour, user_id, channel, direction, lead_id, touches, answered)
        select g.org_id, (g.occurred_at at time zone o.timezone)::date, extract(hour from g.occurred_at at time zone o.timezone)::smallint,
          g.user_id, g.channel, g.direction, g.lead_id, -1, -(g.replied_at is not null)::int
        from gone g join organizations o on o.id = g.org_id
        where g.counts_as_contact and (g.direction = 'inbound' or g.status in ('sent', 'delivered', 'bounced', 'logged')))
      select id, lead_id from gone`;
    await foldAll(sql);
    const leads = [...new Set(gone.map((one) => one.lead_id))];
    await sql`delete from contact_guards where org_id = ${bench.id} and communication_id = any (${gone.map((one) => one.id)}::uuid[])`;
    for (const table of [
      "daily_outreach_items",
      "daily_outreach_batches",
      "enrollment_events",
      "lead_sequence_enrollments",
      "sequence_steps",
      "sequence_versions",
      "nurture_sequences",
      "delivery_attempts",
      "notifications",
      "event_cursors",
      "outreach_overrides",
      "collision_incidents",
      "event_payloads",
      "events",
      "event_heads",
      "idempotency_keys",
      "api_keys",
    ]) {
      await sql`delete from ${sql(table)}`;
    }
    await sql`update leads l set status = h.from_status from (
        select distinct on (lead_id) lead_id, from_status from lead_status_history
        where org_id = ${bench.id} and created_at > ${built} order by lead_id, at, id) h
      where l.org_id = ${bench.id} and l.id = h.lead_id`;
    await sql`update leads l set furthest_stage = (select coalesce(max(stage_of(h.to_status)), 1) from lead_status_history h
        where h.org_id = l.org_id and h.lead_id = l.id and h.created_at <= ${built})
      where l.org_id = ${bench.id} and l.id in (select h.lead_id from lead_status_history h where h.org_id = ${bench.id} and h.created_at > ${built})`;
    await sql`delete from lead_status_history where created_at > ${built}`;
    await sql`update organizations set sending_paused_at = null, sending_paused_reason = null`;
    await sql`select recompute_lead_summary(${leads}::uuid[])`;
    if (leads.length > 0)
      for (const table of ["communications", "leads", "contact_guards"]) await sql`vacuum (analyze) ${sql(table)}`;
  } finally {
    await sql`select set_config('session_replication_role', 'origin', false)`;
    sql.release();
  }
}
