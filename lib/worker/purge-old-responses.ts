import { jobsPool } from "@/db/client";
import { purgeResponses } from "@/lib/delivery/purge-responses";
import { inEach, untilDone } from "./in-each";
import { contextOf } from "./organization-context";

/** What servers answered long ago, in every organization. */
export async function purgeOldResponses(signal?: AbortSignal): Promise<void> {
  const organizations = await jobsPool()<{ org_id: string }[]>`select org_id from event_heads order by org_id`;
  await inEach(organizations, ({ org_id }) => untilDone(() => purgeResponses(contextOf(org_id), {}), signal), signal);
}
