import type { OrgTx } from "@/db/tenant";
import { OUTCOME_SQL, STEP_OUTCOME_SQL } from "@/lib/enrollments/outcome-queries";
import type { SequenceResults, StepResult, TemplateResult, VersionResult } from "./schema";

/** What became of a sequence: of its people in sight, of each version and template, and of each step. Everything is counted in people. */
export async function getResults(tx: OrgTx, sequenceId: string): Promise<SequenceResults> {
  const [whole, steps, templates, classes] = await Promise.all([
    listWhole(tx, sequenceId),
    listStepResults(tx, sequenceId),
    listTemplateResults(tx, sequenceId),
    listClasses(tx, sequenceId),
  ]);
  const classesOf = (kind: ClassRow["of"], id: string) =>
    Object.fromEntries(
      classes.flatMap((row) => (row.of === kind && row.id === id ? [[row.reply_class, row.people]] : [])),
    );
  const all = whole.find((row) => row.version_id === null) ?? nobody;
  const { version_id: _, version: __, ...figures } = all;
  return {
    ...figures,
    replies_by_class: classesOf("sequence", sequenceId),
    versions: whole.flatMap(({ version_id: id, version, ...row }) =>
      id === null || version === null
        ? []
        : [{ version_id: id, version, ...row, replies_by_class: classesOf("version", id) }],
    ),
    steps: steps.map((row) => ({ ...row, replies_by_class: classesOf("step", row.step_id) })),
    templates: templates.map((row) => ({ ...row, replies_by_class: classesOf("template", row.template_id) })),
  };
}

const nobody = {
  version_id: null,
  version: null,
  enrolled: 0,
  sent: 0,
  replied: 0,
  converted: 0,
  opted_out: 0,
  finished: 0,
};
type Whole = Omit<VersionResult, "version_id" | "version" | "replies_by_class"> & {
  version_id: string | null;
  version: number | null;
};

const counted = (tx: OrgTx, condition: string) =>
  tx.sql`(count(distinct e.id) filter (where ${tx.sql.unsafe(condition)}))::int`;

/** People by the version they go through, or went through last, and all of them in the row without one. */
async function listWhole(tx: OrgTx, sequenceId: string): Promise<Whole[]> {
  return tx.sql<Whole[]>`
    select e.version_id, v.number as version, count(*)::int as enrolled, ${counted(tx, OUTCOME_SQL.sent)} as sent, ${counted(tx, OUTCOME_SQL.replied)} as replied,
      ${counted(tx, OUTCOME_SQL.converted)} as converted, ${counted(tx, OUTCOME_SQL.opted_out)} as opted_out, ${counted(tx, OUTCOME_SQL.finished)} as finished
    from lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id = e.lead_id and l.deleted_at is null
    join sequence_versions v on v.org_id = e.org_id and v.id = e.version_id
    where e.sequence_id = ${sequenceId} group by grouping sets ((e.version_id, v.number), ()) order by v.number desc nulls first`;
}

const became = (tx: OrgTx) => tx.sql`
  ${counted(tx, STEP_OUTCOME_SQL.sent)} as sent, ${counted(tx, STEP_OUTCOME_SQL.replied)} as replied, ${counted(tx, STEP_OUTCOME_SQL.converted)} as converted,
  ${counted(tx, STEP_OUTCOME_SQL.bounced)} as bounced, ${counted(tx, STEP_OUTCOME_SQL.opted_out)} as opted_out`;

/** A touch `c` that a step `x.step_id` made for somebody in sight. */
const worked = (tx: OrgTx) => tx.sql`
  lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id = e.lead_id and l.deleted_at is null
  join enrollment_events x on x.org_id = e.org_id and x.enrollment_id = e.id and x.kind in ('sent', 'done')
  left join communications c on c.org_id = x.org_id and c.id = x.communication_id`;

async function listStepResults(tx: OrgTx, sequenceId: string): Promise<Omit<StepResult, "replies_by_class">[]> {
  return tx.sql<Omit<StepResult, "replies_by_class">[]>`
    select p.id as step_id, v.number as version, p.position, p.kind, t.name as template, ${became(tx)}
    from sequence_versions v join sequence_steps p on p.version_id = v.id left join email_templates t on t.id = p.template_id
    left join (${worked(tx)}) on e.sequence_id = v.sequence_id and x.step_id = p.id
    where v.sequence_id = ${sequenceId} and v.frozen_at is not null and p.kind in ('email', 'sms', 'call', 'linkedin', 'task')
    group by v.id, v.number, p.id, p.position, p.kind, t.name order by v.number desc, p.position`;
}

/** Of every template that a published step has, over all steps and versions. */
async function listTemplateResults(tx: OrgTx, sequenceId: string): Promise<Omit<TemplateResult, "replies_by_class">[]> {
  return tx.sql<Omit<TemplateResult, "replies_by_class">[]>`
    select t.id as template_id, t.name as template, t.channel, ${became(tx)}
    from sequence_versions v join sequence_steps p on p.version_id = v.id join email_templates t on t.id = p.template_id
    left join (${worked(tx)}) on e.sequence_id = v.sequence_id and x.step_id = p.id
    where v.sequence_id = ${sequenceId} and v.frozen_at is not null group by t.id, t.name, t.channel order by lower(t.name), t.id`;
}

type ClassRow = { of: "sequence" | "version" | "step" | "template"; id: string; reply_class: string; people: number };

/** How answers were read, of each part: in people, who may have given answers of several classes. */
async function listClasses(tx: OrgTx, sequenceId: string): Promise<ClassRow[]> {
  return tx.sql<ClassRow[]>`
    select case when grouping(e.version_id) = 0 then 'version' when grouping(x.step_id) = 0 then 'step' when grouping(p.template_id) = 0 then 'template'
        else 'sequence' end as of, coalesce(e.version_id, x.step_id, p.template_id, ${sequenceId}::uuid) as id, r.reply_class, count(distinct e.id)::int as people
    from ${worked(tx)} join sequence_steps p on p.org_id = x.org_id and p.id = x.step_id left join threads h on h.org_id = c.org_id and h.id = c.thread_id
    cross join lateral (select coalesce(h.reply_class, 'not told') as reply_class) r
    where e.sequence_id = ${sequenceId} and c.replied_at is not null
    group by grouping sets ((r.reply_class), (e.version_id, r.reply_class), (x.step_id, r.reply_class), (p.template_id, r.reply_class))
    having grouping(p.template_id) = 1 or p.template_id is not null order by r.reply_class`;
}
