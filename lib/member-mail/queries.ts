import type { OrgTx } from "@/db/tenant";

/** The zone by whose clock a member lives, and the first day of the organization's week. */
export async function getMorning(tx: OrgTx, userId: string): Promise<{ zone: string; week_start: number }> {
  const [row] = await tx.sql<{ zone: string; week_start: number }[]>`
    select coalesce(m.timezone, o.timezone) as zone, o.week_start from memberships m join organizations o on o.id = m.org_id
    where m.org_id = current_org_id() and m.user_id = ${userId}`;
  if (!row) throw new Error("Whoever asks is a member");
  return row;
}
