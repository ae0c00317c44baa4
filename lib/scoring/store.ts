import type { OrgTx } from "@/db/tenant";
import type { Model } from "./model-rules";
import type { Score } from "./rules";

export type Reason = "first" | "event" | "night" | "model" | "asked";
export type NewScore = Score & { leadId: string; previous: number | null };

/**
 * Writes scores, and what differs from before into the history. Leads are locked in the order of their ids; one that was given a score, or
 * deleted, meanwhile keeps what it has. Returns those whose tier changed.
 */
export async function storeScores(
  tx: OrgTx,
  list: NewScore[],
  { version, reason, at }: { version: number; reason: Reason; at: Date },
): Promise<{ id: string; tier: string; was: string | null }[]> {
  if (list.length === 0) return [];
  const rows = list.map((one) => ({
    id: one.leadId,
    score: one.score,
    fit: one.fit,
    engagement: one.engagement,
    factors: one.factors,
    signals: one.signals,
  }));
  const changed = await tx.sql.unsafe<{ id: string; tier: string; was: string | null }[]>(
    storeText,
    [JSON.stringify(rows), at.toISOString(), version, reason],
    { prepare: true },
  );
  return changed.map(({ id, tier, was }) => ({ id, tier, was }));
}

const storeText = `
  with given as materialized (
    select * from json_to_recordset($1::text::json) as g(id uuid, score integer, fit integer, engagement integer, factors jsonb, signals jsonb)),
  before as materialized (
    select l.id, l.score, l.priority_tier as tier from leads l join given g on g.id = l.id
    where l.org_id = current_org_id() and l.deleted_at is null and not l.score_given order by l.id for no key update of l),
  written as (
    update leads l set score = g.score, fit_score = g.fit, engagement_score = g.engagement, score_factors = g.factors, signals = g.signals,
      last_scored_at = $2::text::timestamptz
    from before b join given g on g.id = b.id where l.org_id = current_org_id() and l.id = b.id
    returning l.id, l.priority_tier as tier, b.tier as was, b.score as previous),
  kept as (
    insert into lead_score_history (lead_id, at, score, previous, fit, engagement, factors, model_version, reason, created_at, updated_at)
    select g.id, $2::text::timestamptz, g.score, b.score, g.fit, g.engagement, g.factors, $3::integer,
      case when b.score is null then 'first' else $4::text end, $2::text::timestamptz, $2::text::timestamptz
    from before b join given g on g.id = b.id where b.score is distinct from g.score)
  select id, tier, was from written where tier is distinct from was`;

export async function insertModel(
  tx: OrgTx,
  model: Model,
  { note, by, at }: { note: string | null; by: string; at: Date },
): Promise<void> {
  await tx.sql`
    insert into scoring_models (version, weights, fit_share, fit_cap, engagement_cap, half_life_days, hot, warm, cold, note, created_by, created_at, updated_at)
    values (${model.version}, ${JSON.stringify(model.weights)}::text::jsonb, ${model.fit_share}, ${model.fit_cap}, ${model.engagement_cap},
      ${model.half_life_days}, ${model.hot}, ${model.warm}, ${model.cold}, ${note}, ${by}, ${at}, ${at})`;
}

/** Gives leads the tier of their score again where it is another now: thresholds moved. */
export async function updateTiers(tx: OrgTx): Promise<void> {
  await tx.sql`
    update leads set score = score where id in (
      select id from leads where score is not null and priority_tier is distinct from
        case when score >= (select tier_floor('hot')) then 'hot' when score >= (select tier_floor('warm')) then 'warm'
          when score >= (select tier_floor('cold')) then 'cold' else 'dormant' end order by id for no key update)`;
}
