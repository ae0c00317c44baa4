import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { matches } from "@/lib/analytics/conversation-queries";

type Asked = { source_id?: string; below?: "true" };

/** Whether a row is of the asked source or, when those are asked too, of one below it in the tree. */
export const ofSource = (
  tx: OrgTx,
  column: string,
  { source_id, below }: Asked,
): postgres.PendingQuery<postgres.Row[]> =>
  below && source_id && source_id !== "none"
    ? tx.sql`${tx.sql.unsafe(column)} in (
        with recursive down as (
          select ${source_id}::uuid as id union select s.id from lead_sources s join down d on s.parent_id = d.id)
        select id from down)`
    : matches(tx, column, source_id);
