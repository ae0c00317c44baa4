import { jobsPool } from "@/db/client";
import { runAutomatic } from "@/lib/autonomy/run-automatic";
import { findSuggestions } from "@/lib/suggestion-engine/find-suggestions";
import { contextOf } from "./dispatch-events";
import { inEach, untilDone } from "./in-each";

export const suggestMs = 30_000;

/** Ends suggestions without a ground and proposes what could be done next, in every organization; then carries out what is wanted without a press. */
export async function keepSuggestions(signal?: AbortSignal): Promise<void> {
  const organizations = await jobsPool()<{ org_id: string }[]>`select org_id from event_heads order by org_id`;
  const work = async ({ org_id }: { org_id: string }) => {
    await untilDone(() => findSuggestions(contextOf(org_id), {}), signal);
    if (!signal?.aborted) await runAutomatic(contextOf(org_id));
  };
  await inEach(organizations, work, signal);
}
