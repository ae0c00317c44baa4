import type { OrgTx } from "@/db/tenant";
import type { ViewMail } from "./schema";

type Row = Omit<ViewMail, "next_at"> & { next_at: Date };
type Wish = Omit<Row, "id"> & { user_id: string };

/** One per page and filters: asked again, it changes how often. */
export async function putViewMail(
  tx: OrgTx,
  { user_id, view, query, frequency, next_at }: Wish,
  now: Date,
): Promise<Row> {
  const [row] = await tx.sql<Row[]>`
    insert into view_mails (user_id, view, query, frequency, next_at) values (${user_id}, ${view}, ${query}, ${frequency}, ${next_at})
    on conflict (org_id, user_id, view, query) do update set frequency = excluded.frequency, next_at = excluded.next_at, updated_at = ${now}
    returning id, view, query, frequency, next_at`;
  if (!row) throw new Error("It was just stored");
  return row;
}

export async function deleteViewMail(tx: OrgTx, id: string, userId: string): Promise<boolean> {
  return (await tx.sql`delete from view_mails where id = ${id} and user_id = ${userId} returning id`).length > 0;
}

/** A member's view whose morning has come, locked until commit; null when another has told it. */
export async function lockDueView(tx: OrgTx, id: string, userId: string, now: Date): Promise<Row | null> {
  const [row] = await tx.sql<Row[]>`
    select id, view, query, frequency, next_at from view_mails where id = ${id} and user_id = ${userId} and next_at <= ${now} for update`;
  return row ?? null;
}

export async function moveViewMail(tx: OrgTx, id: string, nextAt: Date, now: Date): Promise<void> {
  await tx.sql`update view_mails set next_at = ${nextAt}, updated_at = ${now} where id = ${id}`;
}
