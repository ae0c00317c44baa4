import { jobsPool } from "@/db/client";
import { rebuildModel } from "@/lib/predictions/rebuild-model";
import { contextOf } from "./dispatch-events";

export const predictMs = 600_000;

/** Learns anew, once a day, in every organization that has enough history, and foretells its open leads. */
export async function keepPredictions(): Promise<void> {
  const organizations = await jobsPool()<{ org_id: string }[]>`select org_id from event_heads order by org_id`;
  for (const { org_id } of organizations) await rebuildModel(contextOf(org_id));
}
