import { kindOf, type Model, type SignalName } from "./model-rules";

/** What is known of a lead when it is scored. */
export type LeadFacts = {
  id: string;
  score: number | null;
  title: string | null;
  status: string;
  has_company: boolean;
  email_works: boolean;
  email_bounced: boolean;
  has_phone: boolean;
  stakeholders: number;
  has_value: boolean;
  reply_count: number;
  last_response_at: Date | null;
  first_response_seconds: number | null;
  unanswered: number;
  meetings: number;
  last_meeting_at: Date | null;
  budget_at: Date | null;
  opened_at: Date | null;
  clicked_at: Date | null;
  sentiment: string | null;
};

/** A sign as it stands on the lead. */
export type Signal = { type: SignalName; timestamp: string | null; count: number; weight: number };
/** What a sign adds now, and why. */
export type Factor = { signal: SignalName; axis: "fit" | "engagement"; points: number; words: string };
export type Score = { score: number; fit: number; engagement: number; factors: Factor[]; signals: Signal[] };

const deciders =
  /\b(c[efitmo]o|chief|founder|owner|president|partner|principal|vp|vice president|head|director|managing|geschäftsführer|inhaber)\b/i;
const dayMs = 86_400_000;

type Found = { at?: Date | null; count?: number } | null;
const when = (holds: boolean, found: NonNullable<Found> = {}): Found => (holds ? found : null);

const finders: Record<SignalName, (facts: LeadFacts) => Found> = {
  decision_maker: (facts) => when(deciders.test(facts.title ?? "")),
  company_known: (facts) => when(facts.has_company),
  reachable_by_email: (facts) => when(facts.email_works),
  reachable_by_phone: (facts) => when(facts.has_phone),
  multiple_stakeholders: (facts) => when(facts.stakeholders > 0, { count: facts.stakeholders }),
  value_known: (facts) => when(facts.has_value),
  address_bounced: (facts) => when(facts.email_bounced),
  replied: (facts) => when(facts.reply_count > 0, { at: facts.last_response_at, count: facts.reply_count }),
  replied_quickly: (facts) => when(facts.first_response_seconds !== null && facts.first_response_seconds <= 86_400),
  budget_mentioned: (facts) => when(facts.budget_at !== null, { at: facts.budget_at }),
  meeting_held: (facts) => when(facts.meetings > 0, { at: facts.last_meeting_at, count: facts.meetings }),
  positive_reply: (facts) => when(facts.sentiment === "positive"),
  negative_reply: (facts) => when(facts.sentiment === "negative"),
  no_answer: (facts) => when(facts.unanswered >= 3, { count: facts.unanswered }),
  closed: (facts) => when(["lost", "unqualified"].includes(facts.status)),
  email_opened: (facts) => when(facts.opened_at !== null, { at: facts.opened_at }),
  link_clicked: (facts) => when(facts.clicked_at !== null, { at: facts.clicked_at }),
};

/** The score of a lead by a model, with every point in words. Each axis is kept between 0 and its cap. */
export function scoreLead(facts: LeadFacts, model: Model, now: Date): Score {
  const signals: Signal[] = [];
  const factors: Factor[] = [];
  for (const [type, find] of entriesOf(finders)) {
    const found = find(facts);
    if (!found) continue;
    const weight = model.weights[type];
    signals.push({ type, timestamp: found.at?.toISOString() ?? null, count: found.count ?? 1, weight });
    const { axis, fades, words } = kindOf(type);
    const left = fades && found.at ? leftOf(found.at, now, model.half_life_days) : 1;
    const points = Math.round(weight * left);
    factors.push({ signal: type, axis, points, words: words(found.count ?? 1) + faded(left, found.at, now) });
  }
  const fit = sumOf(factors, "fit", model.fit_cap);
  const engagement = sumOf(factors, "engagement", model.engagement_cap);
  const score = Math.round((fit * model.fit_share + engagement * (100 - model.fit_share)) / 100);
  factors.sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.signal < b.signal ? -1 : 1));
  return { score, fit, engagement, factors, signals };
}

/** What is left of a sign that fades: half of it after the half-life. */
const leftOf = (at: Date, now: Date, halfLife: number) =>
  0.5 ** (Math.max(0, now.getTime() - at.getTime()) / dayMs / halfLife);

function faded(left: number, at: Date | null | undefined, now: Date): string {
  if (left > 0.95 || !at) return "";
  const days = Math.round((now.getTime() - at.getTime()) / dayMs);
  return ` That was ${days} days ago, so ${Math.round(left * 100)} % of it counts.`;
}

const sumOf = (factors: Factor[], axis: Factor["axis"], cap: number) =>
  Math.max(
    0,
    Math.min(
      cap,
      factors.reduce((sum, one) => sum + (one.axis === axis ? one.points : 0), 0),
    ),
  );

// Object.entries forgets the names; the table has no others.
const entriesOf = <T>(table: Record<SignalName, T>) => Object.entries(table) as [SignalName, T][];
