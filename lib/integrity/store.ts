import type { OrgTx } from "@/db/tenant";
import type { Check } from "./queries";
import type { IntegrityCounts } from "./schema";

/** Begins a recount unless one is under way; says whether it did. */
export async function insertRun(tx: OrgTx, one: { id: string; by: string; at: Date }): Promise<boolean> {
  const rows = await tx.sql`
    insert into integrity_runs (id, started_by, created_at, updated_at) values (${one.id}, ${one.by}, ${one.at}, ${one.at})
    on conflict (org_id) where state = 'running' do nothing returning id`;
  return rows.length > 0;
}

/** Adds what a check found. */
export async function updateChecks(tx: OrgTx, id: string, checks: Check[], at: Date): Promise<void> {
  await tx.sql`update integrity_runs set checks = ${JSON.stringify(checks)}::text::jsonb, updated_at = ${at} where id = ${id}`;
}

export type Ended = { state: "done" | "failed"; counts: IntegrityCounts | null; error: string | null };

/** The recount is over. */
export async function updateEnd(tx: OrgTx, id: string, { state, counts, error }: Ended, at: Date): Promise<void> {
  await tx.sql`
    update integrity_runs set state = ${state}, counts = ${counts === null ? null : JSON.stringify(counts)}::text::jsonb, error = ${error},
      finished_at = ${at}, updated_at = ${at}
    where id = ${id} and state = 'running'`;
}
