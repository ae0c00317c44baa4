import type { OrgTx } from "@/db/tenant";
import type { ChangeAutonomyInput } from "./schema";

type By = { by: string; at: Date };

/** Puts down what changes for a person, or as everybody's ceiling (null); the rest of a kind stays, or begins as delivered. */
export async function saveAutonomy(
  tx: OrgTx,
  userId: string | null,
  change: ChangeAutonomyInput,
  { by, at }: By,
): Promise<void> {
  const first = userId ? "suggest" : "one_click";
  for (const [action, wish] of Object.entries(change).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!wish) continue;
    await tx.sql`
      insert into autonomy_settings as s (user_id, action, level, day_limit, changed_by, created_at, updated_at)
      values (${userId}, ${action}, ${wish.level ?? first}, ${wish.day_limit ?? 20}, ${by}, ${at}, ${at})
      on conflict (org_id, user_id, action) do update set level = coalesce(${wish.level ?? null}, s.level),
        day_limit = coalesce(${wish.day_limit ?? null}::integer, s.day_limit), changed_by = ${by}, updated_at = ${at}`;
  }
}
