import { jobsPool } from "@/db/client";
import { purgeLeads } from "@/lib/deletions/purge-leads";
import { contextOf } from "./dispatch-events";

/** Every organization's leads that were deleted longer ago than it keeps them. */
export async function purgeDeletedLeads(): Promise<void> {
  const organizations = await jobsPool()<{ org_id: string }[]>`select org_id from event_heads order by org_id`;
  for (const { org_id } of organizations) {
    for (let more = true; more; ) ({ more } = await purgeLeads(contextOf(org_id), {}));
  }
}
