import { jobsPool } from "@/db/client";
import { foldRollups } from "@/lib/rollups/fold-rollups";
import { contextOf } from "./dispatch-events";
import { inEach } from "./in-each";

export const foldMs = 5000;

/** Folds what was written since into the daily counts, in every organization that has some. */
export async function foldCounts(): Promise<void> {
  const behind = await jobsPool()<{ org_id: string }[]>`select distinct org_id from rollup_deltas order by org_id`;
  await inEach(behind, async ({ org_id }) => {
    for (let more = true; more; ) ({ more } = await foldRollups(contextOf(org_id), {}));
  });
}
