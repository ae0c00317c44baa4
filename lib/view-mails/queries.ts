import type { OrgTx } from "@/db/tenant";
import type { ViewMail } from "./schema";

type Row = Omit<ViewMail, "next_at"> & { next_at: Date };

/** The views that a member gets by mail, by page. */
export async function listViewMails(tx: OrgTx, userId: string): Promise<ViewMail[]> {
  const rows = await tx.sql<Row[]>`
    select id, view, query, frequency, next_at from view_mails where org_id = current_org_id() and user_id = ${userId} order by view, query limit 100`;
  return rows.map((row) => ({ ...row, next_at: row.next_at.toISOString() }));
}
