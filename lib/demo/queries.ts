import type { IdentityTx, OrgTx } from "@/db/tenant";

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

type Sent = { message_id: string; subject: string | null; from_address: string };

/** The newest message of a sequence that has left for a lead. */
export async function findSent(tx: OrgTx, leadId: string): Promise<Sent | null> {
  const [row] = await tx.sql<Sent[]>`
    select message_id, subject, from_address from communications
    where lead_id = ${leadId} and enrollment_id is not null and status = 'sent' order by sent_at desc limit 1`;
  return row ?? null;
}
