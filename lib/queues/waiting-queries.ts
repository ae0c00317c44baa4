import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { queueCondition } from "./queries";
import { MOST_WAITING } from "./rules";
import type { Waiting } from "./schema";

// The same conditions as the pages have that these numbers lead to.
const waitingText = `
  select
    (select count(*)::int from (
      select from daily_outreach_batches b
      join daily_outreach_items i on i.org_id = b.org_id and i.batch_id = b.id and i.status = 'open'
      join leads l on l.org_id = i.org_id and l.id = i.lead_id and l.deleted_at is null
      where b.user_id = $2::uuid and (i.snoozed_until is null or i.snoozed_until <= $1::timestamptz) limit ${MOST_WAITING}) t) as today,
    (select count(*)::int from (
      select from leads l where ${queueCondition("needs-reply", true)} limit ${MOST_WAITING}) r) as inbox`;

/** What waits for whoever asks: one question, which stops counting where nobody reads the number any more. */
export async function countWaiting(tx: OrgTx, ctx: Context): Promise<Waiting> {
  const [row] = await tx.sql.unsafe<Waiting[]>(waitingText, [ctx.now, ctx.actor.userId], { prepare: true });
  return { today: row?.today ?? 0, inbox: row?.inbox ?? 0 };
}
