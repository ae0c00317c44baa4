import { jobsPool } from "@/db/client";
import { recomputeChanged, recomputeScores } from "@/lib/scoring/recompute-scores";
import { contextOf } from "./dispatch-events";
import { inEach, untilDone } from "./in-each";

export const scoreMs = 3000;

/** Scores what events changed, then what is new or was last scored before the night or the newest model, in every organization. */
export async function keepScores(signal?: AbortSignal): Promise<void> {
  const organizations = await jobsPool()<{ org_id: string; behind: boolean }[]>`
    select h.org_id, h.position > coalesce(c.position, 0) as behind from event_heads h
    left join event_cursors c on c.org_id = h.org_id and c.name = 'scores' order by h.org_id`;
  const work = async ({ org_id, behind }: (typeof organizations)[number]) => {
    if (behind) await untilDone(() => recomputeChanged(contextOf(org_id), {}), signal);
    await untilDone(() => recomputeScores(contextOf(org_id), {}), signal);
  };
  await inEach(organizations, work, signal);
}
