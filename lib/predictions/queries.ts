import type { OrgTx } from "@/db/tenant";
import type { LearnedModel } from "@/lib/learned-scores/schema";
import { listFacts } from "@/lib/scoring/queries";
import { type Example, isEnough, type Learnt } from "./rules";
import { LEAST_CLOSED, LEAST_OF_EACH, type Predictions } from "./schema";

/** Leads that have ended, one way or the other. */
export async function countClosed(tx: OrgTx): Promise<{ closed: number; converted: number }> {
  const [row] = await tx.sql<{ closed: number; converted: number }[]>`
    select count(*)::int as closed, count(*) filter (where status = 'converted')::int as converted
    from leads where status in ('converted', 'lost', 'unqualified') and deleted_at is null`;
  return row ?? { closed: 0, converted: 0 };
}

/** The newest leads that have ended, as they were known. */
export async function listExamples(tx: OrgTx, most: number): Promise<Example[]> {
  const rows = await tx.sql<{ id: string; source: string | null }[]>`
    select id, source from leads where status in ('converted', 'lost', 'unqualified') and deleted_at is null
    order by status_changed_at desc, id limit ${most}`;
  return withSources(tx, rows);
}

/** The next leads that are open, by their ids. */
export async function listOpenExamples(tx: OrgTx, after: string | null, limit: number): Promise<Example[]> {
  const rows = await tx.sql<{ id: string; source: string | null }[]>`
    select id, source from leads where status not in ('converted', 'lost', 'unqualified') and deleted_at is null
      and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${limit}`;
  return withSources(tx, rows);
}

async function withSources(tx: OrgTx, rows: { id: string; source: string | null }[]): Promise<Example[]> {
  if (rows.length === 0) return [];
  const sources = new Map(rows.map(({ id, source }) => [id, source]));
  const facts = await listFacts(tx, [...sources.keys()], { given: true });
  return facts.map((one) => ({ ...one, source: sources.get(one.id) ?? null }));
}

type Told = Omit<Learnt, "model" | "leads" | "positives">;
export type StoredModel = {
  version: number;
  model: LearnedModel;
  told: Told;
  leads: number;
  positives: number;
  at: Date;
};

/** The newest model that was learned; null: none was. */
export async function findLearned(tx: OrgTx): Promise<StoredModel | null> {
  const [row] = await tx.sql<StoredModel[]>`
    select version, model, told, leads, positives, learned_at as at from learned_models order by version desc limit 1`;
  return row ?? null;
}

/** What is foretold, how well that holds, and what is missing where nothing is. */
export async function getPredictions(tx: OrgTx): Promise<Predictions> {
  const [counts, newest] = await Promise.all([countClosed(tx), findLearned(tx)]);
  // Learned from a history that is gone: the worker takes back what it foretold.
  const learned = isEnough(counts.closed, counts.converted) ? newest : null;
  return {
    ...counts,
    least_closed: LEAST_CLOSED,
    least_of_each: LEAST_OF_EACH,
    model: learned && {
      version: learned.version,
      learned_at: learned.at.toISOString(),
      leads: learned.leads,
      positives: learned.positives,
      ...learned.told,
    },
  };
}
