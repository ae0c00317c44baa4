import type { OrgTx } from "@/db/tenant";
import type { QUALITY_FIGURES, SuggestionQuality } from "./schema";

type Figure = (typeof QUALITY_FIGURES)[number];
const message = (condition: string) =>
  `exists (select from communications t where t.org_id = s.org_id and t.id = s.communication_id and ${condition})`;

/** Which suggestions `s` a figure counts. A reply counts that came within 14 days of the message. */
export const FIGURE_SQL: Record<Figure, string> = {
  proposed: "true",
  open: "s.status in ('PENDING', 'MODIFIED')",
  decided: "s.status in ('EXECUTED', 'FAILED', 'REJECTED')",
  executed: "s.status = 'EXECUTED'",
  failed: "s.status = 'FAILED'",
  rejected: "s.status = 'REJECTED'",
  expired: "s.status = 'EXPIRED'",
  changed: "s.status = 'EXECUTED' and s.edit_share > 0",
  sent: message("t.status in ('sent', 'delivered')"),
  replied: message("t.replied_at < t.occurred_at + interval '14 days'"),
};

/** What became of suggestions about leads that are here, ground by ground. */
export async function getQuality(tx: OrgTx): Promise<SuggestionQuality> {
  const of = (figure: Figure) => tx.sql`(count(*) filter (where ${tx.sql.unsafe(FIGURE_SQL[figure])}))::int`;
  const rows = await tx.sql<SuggestionQuality["data"]>`
    select s.cause, ${of("proposed")} as proposed, ${of("open")} as open, ${of("executed")} as executed, ${of("failed")} as failed, ${of("rejected")} as rejected,
      ${of("expired")} as expired, ${of("changed")} as changed, ${of("sent")} as sent, ${of("replied")} as replied,
      round(avg(coalesce(s.edit_share, 0)) filter (where ${tx.sql.unsafe(FIGURE_SQL.executed)})::numeric, 3)::float8 as edit_share
    from suggestions s join leads l on l.org_id = s.org_id and l.id = s.lead_id and l.deleted_at is null
    group by s.cause order by 2 desc, 1`;
  return { data: [...rows] };
}
