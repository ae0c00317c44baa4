import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { notFound } from "@/lib/core/errors";
import { getQuietHours } from "@/lib/quiet-hours/queries";
import { getSettings } from "@/lib/settings/queries";
import { type PlanFacts, planProblems } from "./plan-rules";
import {
  type GivenStep,
  type Sequence,
  type SequenceStep,
  type SequenceVersion,
  type SequenceWithSteps,
  stepConditionSchema,
} from "./schema";
import type { ActiveTrigger } from "./trigger-schema";

type Row = Omit<Sequence, "created_at" | "updated_at"> & { created_at: Date; updated_at: Date };

/** Sequences by name; those that were put away come last. */
export async function listSequences(tx: OrgTx): Promise<Sequence[]> {
  return (await selectSequences(tx, null)).map(toSequence);
}

export type RunningName = { id: string; name: string; description: string | null };

/** Those that take people, by name, with what they are for. */
export async function listRunningNames(tx: OrgTx): Promise<RunningName[]> {
  return tx.sql<RunningName[]>`
    select id, name, description from nurture_sequences where state = 'active' order by lower(name), id limit 200`;
}

/** The sequence in use that has the name, other than `id`; null when the name is free. */
export async function findNameHolder(tx: OrgTx, name: string, id: string | null) {
  const [row] = await tx.sql<{ name: string; maker: string }[]>`
    select s.name, m.name as maker from nurture_sequences s join memberships m on m.org_id = s.org_id and m.user_id = s.created_by
    where s.org_id = current_org_id() and lower(s.name) = lower(${name}) and s.state <> 'archived' and (${id}::uuid is null or s.id <> ${id})`;
  return row ?? null;
}

/** One sequence with its newest steps and what is wrong with them; NOT_FOUND when it is not here. */
export async function getSequence(tx: OrgTx, id: string, ctx: Context): Promise<SequenceWithSteps> {
  const [[row], versions, facts] = await Promise.all([
    selectSequences(tx, id),
    listVersions(tx, id),
    getPlanFacts(tx, ctx),
  ]);
  if (!row) throw notFound("sequence");
  const steps = versions[0]?.steps ?? [];
  return { ...toSequence(row), steps, problems: planProblems(steps.map(toGiven), facts) };
}

/** Why the trigger of the sequence `s` enrolls nobody: what it watches is gone, or was when it was looked at; null when it does, or none is set. */
export const triggerProblem = (tx: OrgTx) => tx.sql`(case
  when s.trigger is null then null
  when s.trigger ->> 'kind' = 'segment_entered' then (select case when count(*) = 0 then 'segment_deleted'
    when not bool_or(g.visibility = 'public') then 'segment_private' when s.state = 'active' and s.trigger_since is null then 'switched_off' end
    from segments g where g.id::text = s.trigger ->> 'segment_id')
  when s.trigger ->> 'kind' = 'tag_added' and not exists (select from tags g where g.name = s.trigger ->> 'tag') then 'tag_deleted'
  when s.state = 'active' and s.trigger_since is null then 'switched_off' end)`;

const selectSequences = (tx: OrgTx, id: string | null) => tx.sql<Row[]>`
  select s.id, s.name, s.description, s.state, coalesce(s.trigger, '{"kind": "manual"}') as trigger, ${triggerProblem(tx)} as trigger_problem, s.paused_with_all, s.exit_rules, s.alongside, case when g.id is not null then jsonb_build_object('id', g.id, 'name', g.name) end as campaign, live.number as live_version, draft.number as draft_version,
    (select count(*)::int from sequence_steps p where p.version_id = coalesce(draft.id, live.id)) as step_count, (
      select jsonb_build_object('active', count(*) filter (where e.status = 'active'), 'paused', count(*) filter (where e.status = 'paused'),
        'parked', count(*) filter (where e.status = 'parked'), 'finished', count(*) filter (where e.status = 'finished'),
        'stopped', count(*) filter (where e.status = 'stopped'), 'failed', count(*) filter (where e.status = 'failed'))
      from lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id = e.lead_id and l.deleted_at is null where e.sequence_id = s.id) as enrollments,
    jsonb_build_object('id', m.user_id, 'name', m.name) as created_by, s.version, s.created_at, s.updated_at
  from nurture_sequences s join memberships m on m.org_id = s.org_id and m.user_id = s.created_by
  left join campaigns g on g.org_id = s.org_id and g.id = s.campaign_id
  left join sequence_versions live on live.org_id = s.org_id and live.id = s.live_version_id
  left join sequence_versions draft on draft.org_id = s.org_id and draft.sequence_id = s.id and draft.frozen_at is null
  where ${id}::uuid is null or s.id = ${id} order by s.state = 'archived', lower(s.name), s.id limit 500`;

const toSequence = (row: Row): Sequence => ({
  ...row,
  created_at: row.created_at.toISOString(),
  updated_at: row.updated_at.toISOString(),
});

/** The versions of a sequence with their steps, the newest first: the draft, if there is one, is that. */
export async function listVersions(tx: OrgTx, sequenceId: string): Promise<SequenceVersion[]> {
  const rows = await tx.sql<(Omit<SequenceVersion, "published_at"> & { published_at: Date | null })[]>`
    select v.id, v.number, v.frozen_at as published_at,
      case when m.user_id is not null then jsonb_build_object('id', m.user_id, 'name', m.name) end as published_by,
      (select count(*)::int from lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id = e.lead_id and l.deleted_at is null where e.version_id = v.id and e.status in ('active', 'paused', 'parked')) as running,
      coalesce((select jsonb_agg(${stepJson(tx)} order by p.position) from sequence_steps p where p.version_id = v.id), '[]') as steps
    from sequence_versions v left join memberships m on m.org_id = v.org_id and m.user_id = v.published_by
    where v.sequence_id = ${sequenceId} order by v.number desc limit 100`;
  return rows.map((row) => ({ ...row, published_at: row.published_at?.toISOString() ?? null }));
}

const stepJson = (tx: OrgTx) =>
  tx.sql`jsonb_build_object('id', p.id, 'position', p.position, 'kind', p.kind, 'delay_hours', p.delay_hours, 'window', p.open_hours,
    'template_id', p.template_id, 'template_version', p.template_version, 'subject', p.subject, 'body', p.body, 'condition', p.condition, 'otherwise', p.otherwise)`;

/** The steps of one version, in their order. */
export async function listSteps(tx: OrgTx, versionId: string): Promise<SequenceStep[]> {
  const rows = await tx.sql<{ step: SequenceStep }[]>`
    select ${stepJson(tx)} as step from sequence_steps p where p.version_id = ${versionId} order by p.position`;
  return rows.map((row) => row.step);
}

/** A kept step as the rules read it; what an older version stored is read as strictly as what comes in. */
export const toGiven = ({
  id: _,
  position: __,
  template_version: ___,
  condition,
  ...step
}: SequenceStep): GivenStep => ({
  ...step,
  condition: condition === null || condition === undefined ? null : stepConditionSchema.parse(condition),
});

export type LockedSequence = {
  id: string;
  name: string;
  state: Sequence["state"];
  exit_rules: Record<string, unknown>;
  trigger: ActiveTrigger | null;
  trigger_since: Date | null;
  alongside: boolean;
  live_version_id: string | null;
  version: number;
};

/** The sequence, locked; NOT_FOUND when it is not here. */
export async function lockSequence(tx: OrgTx, id: string): Promise<LockedSequence> {
  const [row] = await tx.sql<LockedSequence[]>`
    select id, name, state, exit_rules, trigger, trigger_since, alongside, live_version_id, version from nurture_sequences where id = ${id} for no key update`;
  if (!row) throw notFound("sequence");
  return row;
}

export async function findDraftVersion(tx: OrgTx, sequenceId: string): Promise<string | null> {
  const [row] = await tx.sql<{ id: string }[]>`
    select id from sequence_versions where sequence_id = ${sequenceId} and frozen_at is null`;
  return row?.id ?? null;
}

/** What a plan is held against here. */
export async function getPlanFacts(tx: OrgTx, ctx: Context): Promise<PlanFacts> {
  const [quietHours, { settings }, [own], templates, channels, [texts]] = await Promise.all([
    getQuietHours(tx),
    getSettings(tx),
    tx.sql<{ postal_address: string | null }[]>`
      select postal_address from organizations where id = (select current_org_id())`,
    tx.sql<{ id: string; channel: string; subject: string | null; body: string }[]>`
      select id, channel, subject, body from email_templates where shared and archived_at is null`,
    tx.sql<{ code: string; group: string; hard: number; soft: number }[]>`
      select code, channel_group as "group", hard_window_seconds as hard, soft_window_seconds as soft from channels where counts_as_contact`,
    tx.sql<{ sent: boolean }[]>`
      select exists (select from mailboxes where channel = 'sms' and state <> 'disconnected') as sent`,
  ]);
  return {
    quietHours,
    postalAddress: own?.postal_address ?? null,
    sendsTexts: texts?.sent ?? false,
    templates: new Map(templates.map((one) => [one.id, one])),
    groups: Object.fromEntries(channels.map((one) => [one.code, one.group])),
    hardWindows: Object.fromEntries(channels.map((one) => [one.code, one.hard])),
    softWindows: Object.fromEntries(channels.map((one) => [one.code, one.soft])),
    similarity: {
      threshold: settings["guard.similarity.threshold"],
      windowDays: settings["guard.similarity.window_days"],
    },
    now: ctx.now,
  };
}
