import type { OrgTx } from "@/db/tenant";
import type { Tracked } from "./schema";

type Row = Omit<Tracked, "first_opened_at"> & { id: string; first_opened_at: Date | null };

/** Of the newest messages to a lead, by id, those with which something was seen to be done. None while the organization does not look at it. */
export async function listTracked(tx: OrgTx, leadId: string): Promise<Record<string, Tracked>> {
  const rows = await selectTracked(
    tx,
    tx.sql`c.id in (
      select n.id from communications n where n.lead_id = ${leadId} and n.direction = 'outbound' and n.sent_at is not null
      order by n.occurred_at desc limit 200)`,
  );
  const seen = rows.filter((row) => row.opens + row.clicks + row.machine_events > 0);
  return Object.fromEntries(seen.map((row) => [row.id, toTracked(row)]));
}

/** The same of one message; null while the organization does not look at it, and for a message that has not left. */
export async function findTracked(tx: OrgTx, id: string): Promise<Tracked | null> {
  const [row] = await selectTracked(tx, tx.sql`c.id = ${id}`);
  return row ? toTracked(row) : null;
}

const selectTracked = (tx: OrgTx, where: ReturnType<OrgTx["sql"]>) => tx.sql<Row[]>`
  select c.id, c.open_count as opens, c.first_opened_at, c.click_count as clicks, c.clicked_links as links, e.n as machine_events
  from communications c cross join lateral (
    select count(*)::int as n from communication_events e where e.org_id = c.org_id and e.communication_id = c.id and e.is_machine) e
  where (select (current_settings() ->> 'tracking.opens_and_clicks')::boolean) and c.sent_at is not null and c.channel = 'email'
    and c.redacted_at is null and ${where}`;

const toTracked = ({ id: _id, first_opened_at, ...row }: Row): Tracked => ({
  ...row,
  first_opened_at: first_opened_at?.toISOString() ?? null,
});
