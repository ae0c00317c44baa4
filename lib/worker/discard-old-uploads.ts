import { jobsPool } from "@/db/client";
import { discardUploads } from "@/lib/lead-imports/discard-uploads";
import { inEach, untilDone } from "./in-each";
import { contextOf } from "./organization-context";

/** Files that nobody began to import, in every organization. */
export async function discardOldUploads(signal?: AbortSignal): Promise<void> {
  const organizations = await jobsPool()<{ org_id: string }[]>`select org_id from event_heads order by org_id`;
  await inEach(organizations, ({ org_id }) => untilDone(() => discardUploads(contextOf(org_id), {}), signal), signal);
}
