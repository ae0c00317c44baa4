import { apart, type OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { databaseErrorCode } from "@/lib/core/database-errors";
import { invalid } from "@/lib/core/errors";
import { askWithFilter, boundQuestions } from "@/lib/filters/queries";
import { askerOf, filterSql, type LeadCondition, type LeadQuestion, leadCondition } from "@/lib/filters/rules";
import { conditionsOf, type Filter } from "@/lib/filters/schema";
import { getLead } from "@/lib/leads/queries";
import { leadValue, roundGuess } from "./rules";
import type { ExplainedLead, LeadCount } from "./schema";

/** How long an exact count may take, and how many leads a sample looks at when it takes longer: both together stay within half a second at a million. */
const MOST_MILLISECONDS = 300;
const SAMPLED_LEADS = 20_000;

/** How many leads in sight fit: counted, or judged by a sample when there are too many to count at once. */
export async function countLeads(tx: OrgTx, ctx: Context, question: LeadQuestion): Promise<LeadCount> {
  const condition = leadCondition(ctx, question);
  return askWithFilter(tx, condition, async () => {
    const exact = await within(tx, MOST_MILLISECONDS, (part) => countAll(part, condition));
    if (exact !== null) return { count: exact, exact: true };
    const guess = await within(tx, MOST_MILLISECONDS, (part) => guessLeads(part, condition));
    if (guess !== null) return { count: guess, exact: false };
    throw invalid(
      "filter",
      "Too many leads have to be looked at one by one. Add a condition on status, owner or tags.",
    );
  });
}

async function countAll(tx: OrgTx, { where, params }: LeadCondition): Promise<number> {
  const [row] = await tx.sql.unsafe<{ count: number }[]>(
    `select count(*)::int as count from leads l where ${where}`,
    params,
  );
  return row?.count ?? 0;
}

/** From every so-manieth page of the table, told in two figures. */
export async function guessLeads(
  tx: OrgTx,
  { where, params }: LeadCondition,
  sampled: number = SAMPLED_LEADS,
): Promise<number> {
  const [size] = await tx.sql<{ leads: number }[]>`
    select greatest(reltuples, 1)::float8 as leads from pg_class where oid = 'leads'::regclass`;
  const share = Math.min(100, (100 * sampled) / (size?.leads ?? 1));
  const [row] = await tx.sql.unsafe<{ count: number }[]>(
    `select count(*)::int as count from leads l tablesample system ($${params.length + 1}::text::real) where ${where}`,
    [...params, String(share)],
  );
  return roundGuess(Math.round(((row?.count ?? 0) * 100) / share));
}

/** The answer, or null when it took too long; the transaction goes on either way, with the time it had before when it did. */
async function within<T>(tx: OrgTx, milliseconds: number, ask: (tx: OrgTx) => Promise<T>): Promise<T | null> {
  try {
    // A part of its own: the driver fails a transaction in which any question failed, also one whose failure was expected.
    return await apart(tx, async (part) => {
      await boundQuestions(part, milliseconds);
      return await ask(part);
    });
  } catch (error) {
    if (databaseErrorCode(error) === "57014") return null;
    throw error;
  }
}

/** Why a lead is in a segment or not: each condition, whether it holds, and what the lead has there. NOT_FOUND without the lead. */
export async function explainLead(tx: OrgTx, ctx: Context, filter: Filter, leadId: string): Promise<ExplainedLead> {
  const conditions = conditionsOf(filter);
  const params: string[] = [leadId];
  const put = (value: string) => `$${params.push(value)}::text`;
  const columns = [filter, ...conditions].map((one) => `(${filterSql(one, put, askerOf(ctx))}) is true`);
  const ask = tx.sql.unsafe<{ answers: boolean[]; estimated_value_minor: number | null }[]>(
    `select array[${columns.join(", ")}] as answers, l.estimated_value_minor from leads l where l.org_id = current_org_id() and l.id = $1::text::uuid`,
    params,
  );
  const [lead, [row]] = await Promise.all([getLead(tx, leadId), ask]);
  const [included = false, ...holds] = row?.answers ?? [];
  const known = { ...lead, estimated_value_minor: row?.estimated_value_minor ?? null };
  return {
    lead_id: leadId,
    included,
    conditions: conditions.map((one, nth) => ({
      field: one.field,
      op: one.op,
      ...(one.key === undefined ? {} : { key: one.key }),
      value: one.value ?? null,
      holds: holds[nth] ?? false,
      lead_value: leadValue(known, one),
    })),
  };
}
