import { jobsPool } from "@/db/client";
import { runAutomatic } from "@/lib/autonomy/run-automatic";
import { currentTime } from "@/lib/core/time";
import { findSuggestions } from "@/lib/suggestion-engine/find-suggestions";
import { contextOf } from "./dispatch-events";
import { inEach, untilDone } from "./in-each";

export const suggestMs = 30_000;

// Every lead is looked at. Time alone makes grounds too (no answer in five days), but it has a few minutes for it.
const againMs = 600_000;
/** Where each organization's events stood when it was looked through, and when. */
const looked = new Map<string, { position: string; at: number }>();

type Head = { org_id: string; position: string };

/**
 * Ends suggestions without a ground and proposes what could be done next, in every organization in which something happened; then carries
 * out what is wanted without a press.
 */
export async function keepSuggestions(signal?: AbortSignal): Promise<void> {
  const heads = await jobsPool()<Head[]>`select org_id, position::text as position from event_heads order by org_id`;
  const work = async ({ org_id, position }: Head) => {
    const last = looked.get(org_id);
    const at = currentTime().getTime();
    if (last?.position !== position || at - last.at >= againMs) {
      await untilDone(() => findSuggestions(contextOf(org_id), {}), signal);
      if (!signal?.aborted) looked.set(org_id, { position, at });
    }
    if (!signal?.aborted) await runAutomatic(contextOf(org_id));
  };
  await inEach(heads, work, signal);
}
