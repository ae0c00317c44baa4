import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { DEFAULT_MODEL, type Model, tierOf } from "./model-rules";
import type { LeadFacts } from "./rules";
import type { LeadScore, Scoring } from "./schema";

type Fragment = postgres.PendingQuery<postgres.Row[]>;

/** The newest model, or the one that is delivered. Signs that it does not know yet count as delivered. */
export async function getModel(tx: OrgTx): Promise<Model> {
  const [row] = await tx.sql<Model[]>`
    select version, weights, fit_share, fit_cap, engagement_cap, half_life_days, hot, warm, cold
    from scoring_models order by version desc limit 1`;
  return row ? { ...row, weights: { ...DEFAULT_MODEL.weights, ...row.weights } } : DEFAULT_MODEL;
}

/** What is known of these leads; not of those that are deleted, nor, unless asked, of those whose score somebody gave. */
export async function listFacts(tx: OrgTx, ids: string[], { given = false } = {}): Promise<LeadFacts[]> {
  return tx.sql.unsafe<LeadFacts[]>(factsText, [ids as never, String(given)], { prepare: true });
}

// One journey per page of leads; the ledger is read by its index of leads.
const factsText = `
  with asked as materialized (
    select l.* from leads l where l.org_id = current_org_id() and l.id = any ($1::uuid[]) and l.deleted_at is null and ($2::text::boolean or not l.score_given)),
  touches as (
    select c.lead_id,
      count(*) filter (where c.direction = 'outbound' and c.counts_as_contact and c.status in ('sent', 'delivered', 'bounced', 'logged')
        and (a.last_response_at is null or c.occurred_at > a.last_response_at))::int as unanswered,
      count(*) filter (where c.channel = 'meeting' and c.status in ('logged', 'received', 'sent'))::int as meetings,
      max(c.occurred_at) filter (where c.channel = 'meeting' and c.status in ('logged', 'received', 'sent')) as last_meeting_at,
      max(c.occurred_at) filter (where c.direction = 'inbound' and left(c.body, 20000) ~* '\\m(budget|pricing|price|quote|quotation|cost|costs|offer|angebot|preis)\\M') as budget_at,
      max(c.occurred_at) filter (where c.open_count > 0) as opened_at,
      max(c.occurred_at) filter (where c.click_count > 0) as clicked_at
    from asked a join communications c on c.org_id = a.org_id and c.lead_id = a.id and not c.twin group by c.lead_id),
  points as (
    select p.lead_id, bool_or(p.kind = 'email' and p.invalid_at is null and p.bounce_state is distinct from 'hard') as email_works,
      bool_or(p.kind = 'email' and (p.invalid_at is not null or p.bounce_state = 'hard')) as email_bounced,
      bool_or(p.kind = 'phone') as has_phone, bool_or(p.corporate_domain is not null) as corporate
    from asked a join contact_points p on p.org_id = a.org_id and p.lead_id = a.id group by p.lead_id),
  people as (
    select k.lead_id, count(*)::int as stakeholders from asked a join lead_contacts k on k.org_id = a.org_id and k.lead_id = a.id group by k.lead_id)
  select a.id, a.score, a.title, a.status, a.company_id is not null or coalesce(p.corporate, false) as has_company,
    coalesce(p.email_works, false) as email_works, coalesce(p.email_bounced, false) as email_bounced, coalesce(p.has_phone, false) as has_phone,
    coalesce(k.stakeholders, 0) as stakeholders, coalesce(a.estimated_value_minor, 0) > 0 as has_value, a.reply_count, a.last_response_at,
    a.first_response_seconds, coalesce(t.unanswered, 0) as unanswered, coalesce(t.meetings, 0) as meetings, t.last_meeting_at, t.budget_at,
    t.opened_at, t.clicked_at, (select h.sentiment from threads h where h.org_id = a.org_id and h.id = a.last_thread_id) as sentiment
  from asked a left join touches t on t.lead_id = a.id left join points p on p.lead_id = a.id left join people k on k.lead_id = a.id order by a.id`;

/** Leads that were never scored, or not since the moment; also those that a clock which ran ahead has scored in the future. */
export async function listStaleLeads(tx: OrgTx, since: Date, now: Date, limit: number): Promise<string[]> {
  // Three ranges of one index: as one condition with "or" the whole index was read, every three seconds.
  const stale = (when: Fragment) => tx.sql`
    (select id, last_scored_at from leads where org_id = current_org_id() and deleted_at is null and not score_given and merged_into_id is null
      and ${when} order by last_scored_at limit ${limit})`;
  const rows = await tx.sql<{ id: string }[]>`
    select id from (${stale(tx.sql`last_scored_at is null`)} union all ${stale(tx.sql`last_scored_at < ${since}`)}
      union all ${stale(tx.sql`last_scored_at > ${now}`)}) as stale order by last_scored_at nulls first limit ${limit}`;
  return rows.map((row) => row.id);
}

/**
 * Since when a score counts as fresh, and what made it so: the beginning of the organization's day, or its newest model. One from the future
 * makes nothing stale: else the same leads would be scored again and again until then.
 */
export async function getFreshSince(tx: OrgTx, now: Date): Promise<{ since: Date; reason: "night" | "model" }> {
  const [row] = await tx.sql<{ night: Date; model: Date | null }[]>`
    select date_trunc('day', ${now}::timestamptz at time zone o.timezone) at time zone o.timezone as night,
      (select max(m.created_at) from scoring_models m where m.created_at <= ${now}) as model from organizations o`;
  const { night = now, model = null } = row ?? {};
  return model && model > night ? { since: model, reason: "model" } : { since: night, reason: "night" };
}

/** The model, its versions, and how the scores of the leads in sight lie. */
export async function getScoring(tx: OrgTx): Promise<Scoring> {
  const [model, versions, counts] = await Promise.all([
    getModel(tx),
    tx.sql<(Omit<Scoring["versions"][number], "created_at"> & { created_at: Date })[]>`
      select s.version, s.note, m.name as created_by, s.created_at, s.hot, s.warm, s.cold from scoring_models s
      left join memberships m on m.org_id = s.org_id and m.user_id = s.created_by order by s.version desc limit 50`,
    tx.sql<{ score: number | null; leads: number }[]>`
      select score, count(*)::int as leads from leads where deleted_at is null group by score`,
  ]);
  const distribution = Array.from({ length: 101 }, () => 0);
  const tiers = { hot: 0, warm: 0, cold: 0, dormant: 0 };
  let unscored = 0;
  for (const { score, leads } of counts) {
    if (score === null) unscored = leads;
    else {
      distribution[score] = leads;
      tiers[tierOf(score, model)] += leads;
    }
  }
  return {
    model,
    versions: versions.map((one) => ({ ...one, created_at: one.created_at.toISOString() })),
    distribution,
    unscored,
    tiers,
  };
}

type Row = Omit<LeadScore, "last_scored_at" | "fit_share" | "history" | "model_version"> & {
  last_scored_at: Date | null;
};

/** The score of a lead with every point in words, and how it came there, newest first. NOT_FOUND without the lead. */
export async function getLeadScore(tx: OrgTx, leadId: string): Promise<LeadScore> {
  const [rows, model, history] = await Promise.all([
    tx.sql<Row[]>`
      select id as lead_id, score, priority_tier, score_given as given, fit_score as fit, engagement_score as engagement, last_scored_at,
        score_factors as factors, signals from leads where id = ${leadId} and deleted_at is null`,
    getModel(tx),
    tx.sql<(Omit<LeadScore["history"][number], "at"> & { at: Date })[]>`
      select id, at, score, previous, fit, engagement, model_version, reason from lead_score_history
      where lead_id = ${leadId} order by at desc, id desc limit 30`,
  ]);
  const [row] = rows;
  if (!row) throw notFound("lead");
  return {
    ...row,
    last_scored_at: row.last_scored_at?.toISOString() ?? null,
    fit_share: model.fit_share,
    model_version: row.last_scored_at ? (history[0]?.model_version ?? model.version) : null,
    history: history.map((one) => ({ ...one, at: one.at.toISOString() })),
  };
}

/** Some leads, spread evenly over all of them by their ids. */
export async function listSampleLeads(tx: OrgTx, most: number): Promise<string[]> {
  const rows = await tx.sql<{ id: string }[]>`
    select id from leads where deleted_at is null and not score_given order by md5(id::text) limit ${most}`;
  return rows.map((row) => row.id);
}

/** Which leads sealed events behind a position are about, but for their scores; how far that was looked, and whether there is more. */
export async function listChanged(tx: OrgTx, after: number, limit: number) {
  const rows = await tx.sql<{ position: number; lead_id: string | null }[]>`
    select position, case when kind not in ('lead.scored', 'lead.viewing', 'lead.drafting') then lead_id end as lead_id
    from events where org_id = current_org_id() and position > ${after} order by position limit ${limit}`;
  const ids = new Set(rows.flatMap((row) => (row.lead_id ? [row.lead_id] : [])));
  return { ids: [...ids], position: rows.at(-1)?.position ?? after, more: rows.length === limit };
}
