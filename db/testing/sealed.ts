import { setTimeout as sleep } from "node:timers/promises";
import type { Sql } from "postgres";
import { sealEvents } from "@/lib/events/seal-events";

/** Seals until every event of the organization has its place. */
export async function untilAllSealed(admin: Sql, orgId: string): Promise<void> {
  const stop = new AbortController();
  const sealer = sealEvents({ signal: stop.signal, warn: () => {} });
  try {
    const open = () => admin`select 1 from events where org_id = ${orgId} and position is null limit 1`;
    while ((await open()).length > 0) await sleep(20);
  } finally {
    stop.abort();
    await sealer;
  }
}
