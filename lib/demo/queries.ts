import type { IdentityTx } from "@/db/tenant";

/** How many people have joined an organization, whatever became of them later. */
export async function countJoined(tx: IdentityTx, slug: string): Promise<number> {
  const [row] = await tx.sql<{ joined: number }[]>`
    select count(*)::int as joined from memberships m join organizations o on o.id = m.org_id where o.slug = ${slug}`;
  return row?.joined ?? 0;
}

/** When an organization was made. */
export async function getBeginning(tx: IdentityTx, orgId: string): Promise<Date> {
  const [row] = await tx.sql<{ created_at: Date }[]>`select created_at from organizations where id = ${orgId}`;
  if (!row) throw new Error("The organization was just there");
  return row.created_at;
}
