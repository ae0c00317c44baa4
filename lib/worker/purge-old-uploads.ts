import { jobsPool } from "@/db/client";
import { purgeUploads } from "@/lib/lead-imports/purge-uploads";
import { inEach, untilDone } from "./in-each";
import { contextOf } from "./organization-context";

/** Files that nobody began to import, in every organization. */
export async function purgeOldUploads(signal?: AbortSignal): Promise<void> {
  const organizations = await jobsPool()<{ org_id: string }[]>`select org_id from event_heads order by org_id`;
  await inEach(organizations, ({ org_id }) => untilDone(() => purgeUploads(contextOf(org_id), {}), signal), signal);
}
