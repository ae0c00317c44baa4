import { jobsPool } from "@/db/client";
import { isBusy } from "@/lib/jobs/busy-organizations";
import { recomputeChanged, recomputeScores } from "@/lib/scoring/recompute-scores";
import { inEach, untilDone } from "./in-each";
import { contextOf } from "./organization-context";

export const scoreMs = 3000;

/** Scores what events changed, then what is new or was last scored before the night or the newest model, in every organization. */
export async function keepScores(signal?: AbortSignal): Promise<void> {
  const organizations = await jobsPool()<{ org_id: string; behind: boolean }[]>`
    select h.org_id, h.position > coalesce(c.position, 0) as behind from event_heads h
    left join event_cursors c on c.org_id = h.org_id and c.name = 'scores' order by h.org_id`;
  const work = async ({ org_id, behind }: (typeof organizations)[number]) => {
    if (behind) await untilDone(() => recomputeChanged(contextOf(org_id), {}), signal);
    const turn = async () => {
      const { more } = await recomputeScores(contextOf(org_id), {});
      return { more: more && !isBusy(org_id) };
    };
    if (!isBusy(org_id)) await untilDone(turn, signal);
  };
  await inEach(organizations, work, signal);
}
