import type postgres from "postgres";
import { jobsConnection } from "@/db/client";
import { createBell } from "@/lib/events/bell";
import { recordNotifications } from "@/lib/notifications/record-notifications";
import { inEach } from "./in-each";
import { contextOf } from "./organization-context";

type Life = { signal: AbortSignal; warn: (error: unknown) => void };

/** The notice only wakes; this is how long a lost one can go unnoticed. */
const checkMs = 1000;

/**
 * Reads what was sealed, organization by organization, until the signal comes: the table is the truth and the cursor says how far.
 * Wakes with the sealer's own notice to the live feed.
 */
export async function dispatchEvents({ signal, warn }: Life): Promise<void> {
  const bell = createBell();
  while (!signal.aborted) {
    const sql = jobsConnection();
    await (async () => {
      await sql.listen("touchline_live", bell.ring, bell.ring);
      while (!signal.aborted) {
        const more = await dispatchOnce(sql, signal);
        if (!more) await bell.wait(checkMs, signal);
      }
    })().catch((error) => signal.aborted || warn(error));
    await sql.end({ timeout: 1 }).catch(() => {});
    if (!signal.aborted) await bell.wait(checkMs, signal);
  }
}

/** One page for every organization that has something new; whether there is more. What fails in one is told when all had theirs. */
export async function dispatchOnce(sql: postgres.Sql, signal?: AbortSignal): Promise<boolean> {
  const behind = await sql<{ org_id: string }[]>`
    select h.org_id from event_heads h left join event_cursors c on c.org_id = h.org_id and c.name = 'notifications'
    where h.position > coalesce(c.position, 0) order by h.org_id`;
  let more = false;
  const turn = async (orgId: string) => {
    const page = await recordNotifications(contextOf(orgId), {});
    more ||= page.more;
  };
  await inEach(behind, ({ org_id }) => turn(org_id), signal);
  return more && !signal?.aborted;
}
