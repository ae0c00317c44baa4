import { jobsPool } from "@/db/client";
import { foldRollups } from "@/lib/rollups/fold-rollups";
import { inEach, untilDone } from "./in-each";
import { contextOf } from "./organization-context";

export const foldMs = 5000;

/** Folds what was written since into the daily counts, in every organization that has some. */
export async function foldCounts(signal?: AbortSignal): Promise<void> {
  const behind = await jobsPool()<{ org_id: string }[]>`select distinct org_id from rollup_deltas order by org_id`;
  await inEach(behind, ({ org_id }) => untilDone(() => foldRollups(contextOf(org_id), {}), signal), signal);
}
