import type { OrgTx } from "@/db/tenant";
import type { Learnt } from "./rules";

/** Keeps a model that was learned as the newest; of two at once the second finds the number taken and is left out. */
export async function insertLearned(tx: OrgTx, { model, leads, positives, ...told }: Learnt, at: Date): Promise<void> {
  await tx.sql`
    insert into learned_models (version, model, told, leads, positives, learned_at, created_at, updated_at)
    select coalesce(max(version), 0) + 1, ${JSON.stringify(model)}::text::jsonb, ${JSON.stringify(told)}::text::jsonb, ${leads}, ${positives},
      ${at}, ${at}, ${at} from learned_models on conflict (org_id, version) do nothing`;
}

/** Writes what is foretold of leads; what somebody said of one stands beside it and holds. */
export async function updatePredictions(tx: OrgTx, list: { id: string; probability: number }[]): Promise<void> {
  await tx.sql`
    update leads l set predicted_close_probability = p.probability from (
      select g.id, g.probability from unnest(${list.map((one) => one.id)}::uuid[], ${list.map((one) => one.probability)}::real[]) as g(id, probability)
      join leads x on x.org_id = current_org_id() and x.id = g.id order by g.id for no key update of x) p
    where l.org_id = current_org_id() and l.id = p.id and l.predicted_close_probability is distinct from p.probability`;
}

/** Takes back what is foretold of some leads; returns of how many. */
export async function forgetPredictions(tx: OrgTx, limit: number): Promise<number> {
  const { count } = await tx.sql`
    update leads l set predicted_close_probability = null from (
      select id from leads where org_id = current_org_id() and predicted_close_probability is not null order by id limit ${limit} for no key update) p
    where l.org_id = current_org_id() and l.id = p.id`;
  return count;
}
