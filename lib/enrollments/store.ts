import type { OrgTx } from "@/db/tenant";
import type { EnrollmentEventKind, EnrollmentStatus } from "./schema";

export type NewEnrollment = {
  id: string;
  lead_id: string;
  sequence_id: string;
  version_id: string;
  step_id: string;
  alongside: boolean;
  next_run_at: Date;
  last_reason: string;
  enrolled_by: string;
  sender_id: string;
  created_at: Date;
  updated_at: Date;
};

/** Enrolls leads; who runs through a sequence already is left out. Returns the ids of the new ones. */
export async function insertEnrollments(tx: OrgTx, list: NewEnrollment[]): Promise<Set<string>> {
  if (list.length === 0) return new Set();
  const columns =
    "id, lead_id, sequence_id, version_id, step_id, alongside, next_run_at, last_reason, enrolled_by, sender_id, created_at, updated_at";
  const rows = await tx.sql.unsafe<{ id: string }[]>(
    `insert into lead_sequence_enrollments (${columns}) select ${columns} from json_populate_recordset(null::lead_sequence_enrollments, $1::text::json)
     on conflict do nothing returning id`,
    [JSON.stringify(list)],
    { prepare: true },
  );
  return new Set(rows.map((row) => row.id));
}

export type EnrollmentChange = Partial<{
  version_id: string;
  step_id: string | null;
  status: EnrollmentStatus;
  stop_reason: string | null;
  last_reason: string | null;
  resume_at: Date | null;
  next_run_at: Date | null;
  awaits: string | null;
  failures: number;
  ended_at: Date | null;
}>;

/** Writes where an enrollment stands; whoever calls holds it locked. */
export async function updateEnrollment(tx: OrgTx, id: string, change: EnrollmentChange, at: Date): Promise<void> {
  await tx.sql`update lead_sequence_enrollments set ${tx.sql({ ...change, updated_at: at })} where id = ${id}`;
}

export type EnrollmentState = {
  id: string;
  step_id: string | null;
  status: EnrollmentStatus;
  /** null: as it was */
  last_reason: string | null;
  resume_at: Date | null;
  next_run_at: Date | null;
  awaits: string | null;
  failures: number;
};

/** Where many stand now, in one statement. */
export async function updateEnrollments(tx: OrgTx, list: EnrollmentState[], at: Date): Promise<void> {
  if (list.length === 0) return;
  await tx.sql.unsafe(
    `update lead_sequence_enrollments e set step_id = n.step_id, status = n.status, last_reason = coalesce(n.last_reason, e.last_reason),
       resume_at = n.resume_at, next_run_at = n.next_run_at, awaits = n.awaits, failures = n.failures, updated_at = $2
     from json_populate_recordset(null::lead_sequence_enrollments, $1::text::json) n where e.id = n.id`,
    [JSON.stringify(list), at],
    { prepare: true },
  );
}

/** Holds one that runs until a moment; whether it did: one that somebody paused, or put off for longer, stays so. */
export async function parkRunning(tx: OrgTx, id: string, until: Date, reason: string, at: Date): Promise<boolean> {
  const rows = await tx.sql`
    update lead_sequence_enrollments set status = 'parked', resume_at = ${until}, last_reason = ${reason}, updated_at = ${at}
    where id = ${id} and (status = 'active' or status = 'parked' and resume_at < ${until}) returning id`;
  return rows.length > 0;
}

export type NewEnrollmentEvent = {
  enrollmentId: string;
  kind: EnrollmentEventKind;
  reason: string;
  stepId?: string | null;
  communicationId?: string | null;
  nextAt?: Date | null;
  actorId?: string | null;
};

/** Writes decisions down, in their order. */
export async function insertEnrollmentEvents(tx: OrgTx, list: NewEnrollmentEvent[], at: Date): Promise<void> {
  if (list.length === 0) return;
  const rows = list.map((one) => ({
    enrollment_id: one.enrollmentId,
    at,
    kind: one.kind,
    step_id: one.stepId ?? null,
    communication_id: one.communicationId ?? null,
    reason: one.reason,
    next_at: one.nextAt ?? null,
    actor_id: one.actorId || null,
  }));
  await tx.sql.unsafe(
    `insert into enrollment_events (enrollment_id, at, kind, step_id, communication_id, reason, next_at, actor_id, created_at, updated_at)
     select enrollment_id, at, kind, step_id, communication_id, reason, next_at, actor_id, at, at
     from json_populate_recordset(null::enrollment_events, $1::text::json)`,
    [JSON.stringify(rows)],
    { prepare: true },
  );
}

/** Cancels what these enrollments have promised and has not left, which frees the slots; returns which. */
export async function cancelWaiting(
  tx: OrgTx,
  enrollmentIds: string[],
  reason: string,
  at: Date,
): Promise<{ id: string; lead_id: string }[]> {
  return tx.sql<{ id: string; lead_id: string }[]>`
    update communications set status = 'cancelled', error_message = ${reason}, updated_at = ${at}
    where id in (select id from communications where enrollment_id = any (${enrollmentIds}::uuid[]) and status = 'queued' order by id for update)
    returning id, lead_id`;
}

/**
 * Whose message was cancelled before it left goes back to that step, to be prepared anew; who has something of a later step already, or was
 * moved to another version, stays where they are. Returns who went back, and writes it down.
 */
export async function stepBack(tx: OrgTx, messageIds: string[], reason: string, at: Date): Promise<number> {
  if (messageIds.length === 0) return 0;
  const rows = await tx.sql<{ id: string; step_id: string }[]>`
    with held as (
      select distinct on (c.enrollment_id) c.enrollment_id, c.step_id, p.version_id, p.position
      from communications c join sequence_steps p on p.org_id = c.org_id and p.id = c.step_id
      where c.id = any (${messageIds}::uuid[]) order by c.enrollment_id, p.position)
    update lead_sequence_enrollments e set step_id = h.step_id, next_run_at = ${at}, failures = 0, updated_at = ${at}
    from held h where e.id = h.enrollment_id and e.version_id = h.version_id and e.status in ('active', 'paused', 'parked') and e.awaits is null
      and not exists (select from communications o join sequence_steps q on q.org_id = o.org_id and q.id = o.step_id
        where o.enrollment_id = e.id and o.status <> 'cancelled' and q.position > h.position)
      and not exists (select from daily_outreach_items i join sequence_steps q on q.org_id = i.org_id and q.id = i.step_id
        where i.enrollment_id = e.id and q.position > h.position)
    returning e.id, e.step_id`;
  const words = `${reason} The message had not left, so its step comes again.`;
  await insertEnrollmentEvents(
    tx,
    rows.map((row) => ({
      enrollmentId: row.id,
      kind: "deferred" as const,
      reason: words,
      stepId: row.step_id,
      nextAt: at,
    })),
    at,
  );
  return rows.length;
}

export type Ended = { id: string; lead_id: string; sequence_id: string };

/** Ends those of these that still run; returns which. */
export async function endRunning(
  tx: OrgTx,
  ids: string[],
  end: { status: "stopped" | "failed" | "finished"; stopReason: string | null; words: string },
  at: Date,
): Promise<Ended[]> {
  return tx.sql<Ended[]>`
    update lead_sequence_enrollments set status = ${end.status}, stop_reason = ${end.stopReason}, last_reason = ${end.words},
      next_run_at = null, resume_at = null, awaits = null, ended_at = ${at}, updated_at = ${at}
    where id in (select id from lead_sequence_enrollments where id = any (${ids}::uuid[]) and status in ('active', 'paused', 'parked')
      order by id for update)
    returning id, lead_id, sequence_id`;
}

/** Running enrollments of leads that these entries reach, on a channel that the version still uses. */
export async function listReachedEnrollments(tx: OrgTx, entryIds: string[], at: Date): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select e.id from lead_sequence_enrollments e where e.status in ('active', 'paused', 'parked') and exists (
      select from find_dnc_entries(e.lead_id, null, null, null, ${at}) d where d.id = any (${entryIds}::uuid[])
        and (d.channel is null or exists (select from sequence_steps p where p.version_id = e.version_id and p.kind = d.channel)))
    order by e.id`;
  return rows.map((row) => row.id);
}
