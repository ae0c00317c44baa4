import type { OrgTx } from "@/db/tenant";

export type Snooze = { leadId: string; userId: string; since: Date; until: Date };

export async function saveSnooze(tx: OrgTx, { leadId, userId, since, until }: Snooze): Promise<void> {
  await tx.sql`
    insert into lead_snoozes (lead_id, user_id, since, until, created_at, updated_at) values (${leadId}, ${userId}, ${since}, ${until}, ${since}, ${since})
    on conflict (org_id, lead_id) do update set user_id = excluded.user_id, since = excluded.since, until = excluded.until, updated_at = excluded.since`;
}
