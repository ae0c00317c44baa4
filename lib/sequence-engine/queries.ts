import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { filterSql } from "@/lib/filters/rules";
import { placeOf } from "@/lib/quiet-hours/place-rules";
import { listSteps } from "@/lib/sequences/queries";
import { type SequenceStep, stepConditionSchema } from "@/lib/sequences/schema";

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
type DueRow = Omit<Due, "zones"> & {
  lead_zone: string | null;
  company_zone: string | null;
  phone: string | null;
  organization_zone: string;
};

/**
 * Enrollments that are due, locked together with their leads and the do-not-contact values of these. Whatever somebody else holds is left
 * for the next turn: nobody is waited for, so two workers never stand in each other's way.
 */
export async function lockDue(tx: OrgTx, at: Date, limit: number): Promise<Due[]> {
  const taken = await tx.sql<{ id: string; lead_id: string }[]>`
    select e.id, e.lead_id from lead_sequence_enrollments e
    join nurture_sequences s on s.org_id = e.org_id and s.id = e.sequence_id and s.state = 'active'
    where (e.status = 'active' and e.awaits is null and e.next_run_at <= ${at}) or (e.status = 'parked' and e.resume_at <= ${at})
    order by coalesce(e.resume_at, e.next_run_at), e.id limit ${limit} for update of e skip locked`;
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

/** Whether the condition of a step holds for a lead now; null for a step without one. */
export async function findHolds(
  tx: OrgTx,
  leadId: string,
  step: SequenceStep | undefined,
  ctx: Context,
): Promise<boolean | null> {
  if (!step?.condition) return null;
  const condition = stepConditionSchema.parse(step.condition);
  if ("reply_class" in condition) {
    const rows = await tx.sql`
      select from threads where lead_id = ${leadId} and reply_class = ${condition.reply_class} limit 1`;
    return rows.length > 0;
  }
  const params: string[] = [leadId];
  const put = (value: string) => `$${params.push(value)}::text`;
  const asker = { userId: ctx.actor.userId, timezone: ctx.timezone, defaultRegion: ctx.defaultRegion, now: ctx.now };
  const [row] = await tx.sql.unsafe<{ holds: boolean }[]>(
    `select (${filterSql(condition, put, asker)}) is true as holds from leads l where l.org_id = current_org_id() and l.id = $1::text::uuid`,
    params,
  );
  return row?.holds ?? false;
}

/** The organization's clock and numbers, for work that no request brought. */
export async function getOrganizationPlace(tx: OrgTx): Promise<{ timezone: string; defaultRegion: string }> {
  const [row] = await tx.sql<{ timezone: string; defaultRegion: string }[]>`
    select timezone, default_region as "defaultRegion" from organizations where id = (select current_org_id())`;
  return row ?? { timezone: "UTC", defaultRegion: "US" };
}
