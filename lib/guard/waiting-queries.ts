import type { OrgTx } from "@/db/tenant";
import { touchJson } from "@/lib/slots/touch-queries";

/** Messages to the lead `q` that wait on a channel of `ch`, within its soft window before or after `at`, the nearest to go first. */
export const selectWaiting = (tx: OrgTx, at: Date) => tx.sql`
  (select json_agg(${touchJson(tx)} order by c.occurred_at)
   from communications c join ch on ch.code = c.channel left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id
   where c.lead_id = q.lead_id and c.status = 'queued'
     and c.occurred_at > ${at}::timestamptz - make_interval(secs => ch.soft_window_seconds)
     and c.occurred_at < ${at}::timestamptz + make_interval(secs => ch.soft_window_seconds))`;
