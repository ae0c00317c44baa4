import type { OrgTx } from "@/db/tenant";
import type { ChangeGoalsInput } from "./schema";

/** Writes what was given of a member's goals, and leaves the rest as it was. */
export async function updateGoals(tx: OrgTx, userId: string, given: ChangeGoalsInput, at: Date): Promise<void> {
  await tx.sql`
    insert into member_goals (user_id, created_at, updated_at) values (${userId}, ${at}, ${at}) on conflict (org_id, user_id) do nothing`;
  await tx.sql`update member_goals set ${tx.sql({ ...given, updated_at: at })} where user_id = ${userId}`;
}
