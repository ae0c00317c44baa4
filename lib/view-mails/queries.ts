import type { OrgTx } from "@/db/tenant";
import type { ViewMail } from "./schema";

type Row = Omit<ViewMail, "next_at"> & { next_at: Date };

/** The views that a member gets by mail, by page. */
export async function listViewMails(tx: OrgTx, userId: string): Promise<ViewMail[]> {
  const rows = await tx.sql<Row[]>`
    select id, view, query, frequency, next_at from view_mails where org_id = current_org_id() and user_id = ${userId} order by view, query limit 100`;
  return rows.map((row) => ({ ...row, next_at: row.next_at.toISOString() }));
}

/** The zone by whose clock a member lives, and the first day of the organization's week. */
export async function getMorning(tx: OrgTx, userId: string): Promise<{ zone: string; week_start: number }> {
  const [row] = await tx.sql<{ zone: string; week_start: number }[]>`
    select coalesce(m.timezone, o.timezone) as zone, o.week_start from memberships m join organizations o on o.id = m.org_id
    where m.org_id = current_org_id() and m.user_id = ${userId}`;
  if (!row) throw new Error("Whoever asks is a member");
  return row;
}
