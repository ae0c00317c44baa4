import { jobsPool } from "@/db/client";
import { purgeLeads } from "@/lib/deletions/purge-leads";
import { inEach, untilDone } from "./in-each";
import { contextOf } from "./organization-context";

/** Every organization's leads that were deleted longer ago than it keeps them. */
export async function purgeDeletedLeads(signal?: AbortSignal): Promise<void> {
  const organizations = await jobsPool()<{ org_id: string }[]>`select org_id from event_heads order by org_id`;
  await inEach(organizations, ({ org_id }) => untilDone(() => purgeLeads(contextOf(org_id), {}), signal), signal);
}
