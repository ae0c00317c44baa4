import type { OrgTx } from "@/db/tenant";
import { decodeCursor, encodeCursor } from "@/lib/core/cursor";
import { notFound } from "@/lib/core/errors";
import { OUTCOME_SQL, REPLY_CLASS_SQL, STEP_OUTCOME_SQL, WORKED } from "./outcome-queries";
import { stuckOf } from "./rules";
import type {
  Enrollment,
  EnrollmentEvent,
  EnrollmentPage,
  EnrollmentStatus,
  EnrollmentWithEvents,
  ListEnrollmentsInput,
} from "./schema";

type Times = "next_run_at" | "resume_at" | "created_at" | "ended_at";
type Row = Omit<Enrollment, Times | "stuck"> & Record<Times, Date | null> & Hidden;
type Hidden = { failures: number; sequence_state: string; updated_at: Date; created_at: Date };

const shown = `e.id, jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, l.phone_e164, 'Unnamed lead')) as lead,
  jsonb_build_object('id', s.id, 'name', s.name) as sequence, v.number as version, e.status,
  case when p.id is not null then jsonb_build_object('position', p.position, 'kind', p.kind) end as step, e.awaits, e.stop_reason, e.last_reason,
  e.next_run_at, e.resume_at, jsonb_build_object('id', f.user_id, 'name', f.name) as sender, jsonb_build_object('id', b.user_id, 'name', b.name) as enrolled_by,
  e.created_at, e.ended_at, e.failures, e.updated_at, s.state as sequence_state`;
// A lead that is away is not shown, and neither is one out of sight: the join asks the policy.
const joined = `lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id = e.lead_id and l.deleted_at is null
  join nurture_sequences s on s.org_id = e.org_id and s.id = e.sequence_id join sequence_versions v on v.org_id = e.org_id and v.id = e.version_id
  join memberships f on f.org_id = e.org_id and f.user_id = e.sender_id join memberships b on b.org_id = e.org_id and b.user_id = e.enrolled_by
  left join sequence_steps p on p.org_id = e.org_id and p.id = e.step_id`;

/** Enrollments of a sequence, of a lead, or all in sight, the newest first. */
export async function listEnrollments(
  tx: OrgTx,
  { limit, cursor, ...asked }: ListEnrollmentsInput,
  now: Date,
): Promise<EnrollmentPage> {
  const place = decodeCursor("enrollments", cursor, "time");
  const { where, params } = conditionOf(asked);
  const rows = await tx.sql.unsafe<Row[]>(
    `select ${shown} from ${joined} where ${where} and ($8::text is null or (e.created_at, e.id) < ($8::text::timestamptz, $9::text::uuid))
     order by e.created_at desc, e.id desc limit ${limit + 1}`,
    [...params, place?.[0] ?? null, place?.[1] ?? null],
    { prepare: true },
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    data: page.map((row) => toEnrollment(row, now)),
    next_cursor:
      rows.length > limit && last
        ? encodeCursor("enrollments", [
            `${last.created_at.toISOString().replace("T", " ").replace("Z", "+00")}`,
            last.id,
          ])
        : null,
  };
}

/** How many enrollments the list has in all its pages. */
export async function countEnrollments(tx: OrgTx, asked: Omit<ListEnrollmentsInput, "limit">): Promise<number> {
  const { where, params } = conditionOf(asked);
  const [row] = await tx.sql.unsafe<{ total: number }[]>(
    `select count(*)::int as total from lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id = e.lead_id and l.deleted_at is null where ${where}`,
    params,
    { prepare: true },
  );
  return row?.total ?? 0;
}

function conditionOf(asked: Omit<ListEnrollmentsInput, "limit" | "cursor">) {
  const {
    sequence_id,
    lead_id,
    status,
    version_id,
    outcome,
    step_id,
    template_id,
    step_outcome = "sent",
    reply_class,
  } = asked;
  const ofStep = `exists (select from ${WORKED} and x.step_id = $5::text::uuid and ${STEP_OUTCOME_SQL[step_outcome]})`;
  const ofTemplate = `exists (select from ${WORKED} and ${STEP_OUTCOME_SQL[step_outcome]}
    and x.step_id in (select p.id from sequence_steps p where p.org_id = e.org_id and p.template_id = $7::text::uuid))`;
  const where = `e.org_id = current_org_id() and ($1::text is null or e.sequence_id = $1::text::uuid) and ($2::text is null or e.lead_id = $2::text::uuid)
      and ($3::text is null or e.status = any (string_to_array($3::text, ','))) and ($4::text is null or e.version_id = $4::text::uuid)
      and ($5::text is null or ${ofStep}) and ($6::text is null or ${REPLY_CLASS_SQL} @> array[$6::text])
      and ${template_id ? ofTemplate : "$7::text is null"}
      and ${outcome ? OUTCOME_SQL[outcome] : "true"}`;
  const given = [sequence_id, lead_id, status?.join(","), version_id, step_id, reply_class, template_id];
  return { where, params: given.map((one) => one ?? null) };
}

/** One enrollment with every decision about it; NOT_FOUND when it is not here, or its lead out of sight. */
export async function getEnrollment(tx: OrgTx, id: string, now: Date): Promise<EnrollmentWithEvents> {
  const [rows, events] = await Promise.all([
    tx.sql.unsafe<Row[]>(`select ${shown} from ${joined} where e.org_id = current_org_id() and e.id = $1`, [id], {
      prepare: true,
    }),
    listEnrollmentEvents(tx, id),
  ]);
  if (!rows[0]) throw notFound("enrollment");
  return { ...toEnrollment(rows[0], now), events };
}

async function listEnrollmentEvents(tx: OrgTx, id: string): Promise<EnrollmentEvent[]> {
  const rows = await tx.sql<(Omit<EnrollmentEvent, "at" | "next_at"> & { at: Date; next_at: Date | null })[]>`
    select v.id, v.at, v.kind, case when p.id is not null then jsonb_build_object('position', p.position, 'kind', p.kind) end as step,
      v.communication_id, v.reason, v.next_at, case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as actor
    from enrollment_events v left join sequence_steps p on p.org_id = v.org_id and p.id = v.step_id
    left join memberships m on m.org_id = v.org_id and m.user_id = v.actor_id
    where v.enrollment_id = ${id} order by v.at, v.id limit 1000`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), next_at: row.next_at?.toISOString() ?? null }));
}

const toEnrollment = ({ failures, sequence_state, updated_at, ...row }: Row, now: Date): Enrollment => ({
  ...row,
  stuck: stuckOf({ ...row, failures, sequence_state, updated_at }, now),
  next_run_at: row.next_run_at?.toISOString() ?? null,
  resume_at: row.resume_at?.toISOString() ?? null,
  created_at: row.created_at.toISOString(),
  ended_at: row.ended_at?.toISOString() ?? null,
});

export type LockedEnrollment = {
  id: string;
  lead_id: string;
  sequence_id: string;
  version_id: string;
  step_id: string | null;
  status: EnrollmentStatus;
  awaits: string | null;
  next_run_at: Date | null;
  resume_at: Date | null;
};

/** The enrollment, locked behind its lead; NOT_FOUND when it is not here, or its lead out of sight. */
export async function lockEnrollment(tx: OrgTx, id: string): Promise<LockedEnrollment> {
  const [lead] = await tx.sql`
    select l.id from leads l where l.id = (select lead_id from lead_sequence_enrollments where id = ${id}) for no key update`;
  const [row] = await tx.sql<LockedEnrollment[]>`
    select id, lead_id, sequence_id, version_id, step_id, status, awaits, next_run_at, resume_at
    from lead_sequence_enrollments where id = ${id} for update`;
  if (!lead || !row) throw notFound("enrollment");
  return row;
}

/** A sequence that runs for a person, as the guard sees it. */
export type RunningFact = {
  enrollmentId: string;
  name: string;
  since: Date;
  awaits: string | null;
  /** it may run beside others */
  alongside?: boolean;
  user: { id: string; name: string } | null;
};
export type RunningRow = Omit<RunningFact, "since"> & { place: number; since: string };
export const reviveRunning = ({ place, ...one }: RunningRow): RunningFact => ({ ...one, since: new Date(one.since) });

/** Sequences that run for the leads `q`, or for the same person (their addresses `p`) under another lead; a part of the guard's one question. */
export const RUNNING_JSON = `
  (select json_agg(json_build_object('place', k.place, 'enrollmentId', e.id, 'name', s.name, 'since', e.created_at, 'awaits', e.awaits,
      'alongside', e.alongside, 'user', case when m.user_id is not null then json_build_object('id', m.user_id, 'name', m.name) end) order by e.created_at, e.id)
   from (select place, lead_id as id from q union select p.place, o.lead_id from p join contact_points o on o.norm = p.norm and o.kind = p.kind
       and not o.shared where not p.shared) k
   join lead_sequence_enrollments e on e.lead_id = k.id and e.status in ('active', 'parked')
   join nurture_sequences s on s.org_id = e.org_id and s.id = e.sequence_id and s.state = 'active'
   left join memberships m on m.org_id = e.org_id and m.user_id = e.sender_id)`;
