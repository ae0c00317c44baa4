import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import type { StopReason } from "@/lib/enrollments/rules";
import { filterSql } from "@/lib/filters/rules";
import { placeOf } from "@/lib/quiet-hours/place-rules";
import { listSteps } from "@/lib/sequences/queries";
import { type SequenceStep, type StepCondition, stepConditionSchema } from "@/lib/sequences/schema";
import { groupsOf, type Way } from "./rules";

export type Due = {
  id: string;
  lead_id: string;
  company_id: string | null;
  sequence_id: string;
  sequence_name: string;
  version_id: string;
  step_id: string | null;
  status: "active" | "parked";
  next_run_at: Date | null;
  resume_at: Date | null;
  awaits: string | null;
  failures: number;
  created_at: Date;
  sender_id: string;
  sender_name: string;
  zones: string[];
};
/** An enrollment on its way: where it stands, and in whose name it goes. */
export type Going = { due: Due; steps: SequenceStep[]; stop: StopReason | null; ctx: Context; way: Way };
type Zones = { lead_zone: string | null; company_zone: string | null; phone: string | null; organization_zone: string };
type DueRow = Omit<Due, "zones"> & Zones;

// Each by its own index: asked with "or", every one that is due was read and sorted for the first forty.
const dueBy = (moment: string, running: string) => `
  select e.id, e.lead_id, ${moment} as due from lead_sequence_enrollments e
  join nurture_sequences s on s.org_id = e.org_id and s.id = e.sequence_id and s.state = 'active'
  where ${running} and ${moment} <= $1::timestamptz order by ${moment} limit $2::int for update of e skip locked`;
const dueText = `
  with going as (${dueBy("e.next_run_at", "e.status = 'active' and e.awaits is null")}),
    back as (${dueBy("e.resume_at", "e.status = 'parked'")})
  select id, lead_id from (select * from going union all select * from back) list order by due, id limit $2::int`;

/**
 * Enrollments that are due, locked together with their leads and the do-not-contact values of these. Whatever somebody else holds is left
 * for the next turn: nobody is waited for, so two workers never stand in each other's way.
 */
export async function lockDue(tx: OrgTx, at: Date, limit: number): Promise<Due[]> {
  const taken = await tx.sql.unsafe<{ id: string; lead_id: string }[]>(dueText, [at, limit], { prepare: true });
  if (taken.length === 0) return [];
  const leads = await tx.sql<{ id: string; free: boolean }[]>`
    with held as materialized (
      select l.id from leads l where l.id = any (${taken.map((one) => one.lead_id)}::uuid[]) order by l.id for no key update skip locked)
    select h.id, coalesce((select bool_and(pg_try_advisory_xact_lock_shared(k.key)) from (
      select distinct dnc_lock_key(v.kind, v.value) as key from dnc_values(h.id, null, null) v order by 1) k), true) as free from held h`;
  const free = new Set(leads.filter((one) => one.free).map((one) => one.id));
  const ids = taken.filter((one) => free.has(one.lead_id)).map((one) => one.id);
  return listDue(tx, ids);
}

/** What a decision about these enrollments needs, locked already; in the order of companies, as their ceilings are locked. */
export async function listDue(tx: OrgTx, ids: string[]): Promise<Due[]> {
  const rows = await tx.sql<DueRow[]>`
    select e.id, e.lead_id, l.company_id, e.sequence_id, s.name as sequence_name, e.version_id, e.step_id, e.status, e.next_run_at, e.resume_at,
      e.awaits, e.failures, e.created_at, e.sender_id, m.name as sender_name, l.timezone as lead_zone, c.timezone as company_zone,
      (select p.norm from contact_points p where p.lead_id = l.id and p.kind = 'phone' order by p.is_primary desc, p.id limit 1) as phone,
      o.timezone as organization_zone
    from lead_sequence_enrollments e join nurture_sequences s on s.org_id = e.org_id and s.id = e.sequence_id
    join leads l on l.org_id = e.org_id and l.id = e.lead_id left join companies c on c.org_id = l.org_id and c.id = l.company_id
    join memberships m on m.org_id = e.org_id and m.user_id = e.sender_id join organizations o on o.id = e.org_id
    where e.id = any (${ids}::uuid[]) order by l.company_id, e.lead_id, e.id`;
  return rows.map(({ lead_zone, company_zone, phone, organization_zone, ...row }) => ({
    ...row,
    zones: placeOf({ leadZone: lead_zone, companyZone: company_zone, phone, organizationZone: organization_zone })
      .zones,
  }));
}

/** The steps of these versions, each read once: a frozen version stays as it is. */
export async function listPlans(tx: OrgTx, versionIds: string[]): Promise<Map<string, SequenceStep[]>> {
  const unique = [...new Set(versionIds)];
  const plans = await Promise.all(unique.map((id) => listSteps(tx, id)));
  return new Map(unique.map((id, nth) => [id, plans[nth] ?? []]));
}

/** Whether the condition of the step at which each of these stands holds now; null for a step without one. One question a step and sender. */
export async function listHolding(tx: OrgTx, list: Going[]): Promise<(boolean | null)[]> {
  const asked = list.flatMap(({ due, steps, way, ctx }, nth) => {
    const step = steps.find((one) => one.id === way.stepId);
    return step?.condition ? [{ nth, step, ctx, leadId: due.lead_id }] : [];
  });
  const answers: (boolean | null)[] = list.map(() => null);
  for (const alike of groupsOf(asked, ({ step, ctx }) => `${step.id} ${ctx.actor.userId}`)) {
    const [first] = alike;
    if (!first) continue;
    const ids = alike.map((one) => one.leadId);
    const holding = await listHoldingLeads(tx, ids, stepConditionSchema.parse(first.step.condition), first.ctx);
    for (const { nth, leadId } of alike) answers[nth] = holding.has(leadId);
  }
  return answers;
}

/** The same for one. */
export async function findHolds(
  tx: OrgTx,
  leadId: string,
  step: SequenceStep | undefined,
  ctx: Context,
): Promise<boolean | null> {
  if (!step?.condition) return null;
  return (await listHoldingLeads(tx, [leadId], stepConditionSchema.parse(step.condition), ctx)).has(leadId);
}

async function listHoldingLeads(
  tx: OrgTx,
  ids: string[],
  condition: StepCondition,
  ctx: Context,
): Promise<Set<string>> {
  if ("reply_class" in condition) {
    const rows = await tx.sql<{ lead_id: string }[]>`
      with answers as (select lead_id, reply_class, last_inbound_at as at, id from threads where lead_id = any (${ids}::uuid[])
        union all select lead_id, reply_class, occurred_at, id from communications where lead_id = any (${ids}::uuid[])
          and direction = 'inbound' and thread_id is null and read_as_id is null and reply_class is not null)
      select lead_id from (select distinct on (lead_id) lead_id, reply_class from answers order by lead_id, at desc nulls last, id desc) newest
      where reply_class = ${condition.reply_class}`;
    return new Set(rows.map((row) => row.lead_id));
  }
  const params: (string | string[])[] = [ids];
  const put = (value: string) => `$${params.push(value)}::text`;
  const asker = { userId: ctx.actor.userId, timezone: ctx.timezone, defaultRegion: ctx.defaultRegion, now: ctx.now };
  const rows = await tx.sql.unsafe<{ id: string }[]>(
    `select l.id from leads l where l.org_id = current_org_id() and l.id = any ($1::uuid[]) and (${filterSql(condition, put, asker)})`,
    params,
  );
  return new Set(rows.map((row) => row.id));
}

export type Sendable = { id: string; company_id: string | null; keys: string[] };

/**
 * Leads that are locked already, locked for outreach: for do-not-contact entries under way and for the ceilings of their companies. `keys`
 * are what two of them may have in common: company, address, the domain of an address.
 */
export async function lockForSending(tx: OrgTx, ids: string[]): Promise<Map<string, Sendable>> {
  const rows = await tx.sql<Sendable[]>`
    with locked as materialized (
      select l.id, l.company_id, lock_dnc_values(l.id, null, null), lock_company_ceiling(l.id) from (
        select id, company_id from leads where id = any (${ids}::uuid[]) order by company_id, id) l)
    select id, company_id, array(select company_id::text where company_id is not null
      union select p.norm from contact_points p where p.lead_id = locked.id
      union select '@' || split_part(p.norm, '@', 2) from contact_points p where p.lead_id = locked.id and p.kind = 'email') as keys
    from locked`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** The organization's clock and numbers, for work that no request brought. */
export async function getOrganizationPlace(tx: OrgTx): Promise<{ timezone: string; defaultRegion: string }> {
  const [row] = await tx.sql<{ timezone: string; defaultRegion: string }[]>`
    select timezone, default_region as "defaultRegion" from organizations where id = (select current_org_id())`;
  return row ?? { timezone: "UTC", defaultRegion: "US" };
}
