import { jobsPool } from "@/db/client";
import { rebuildModel } from "@/lib/predictions/rebuild-model";
import { inEach } from "./in-each";
import { contextOf } from "./organization-context";

export const predictMs = 600_000;

/** Learns anew, once a day, in every organization that has enough history, and foretells its open leads. */
export async function keepPredictions(signal?: AbortSignal): Promise<void> {
  const organizations = await jobsPool()<{ org_id: string }[]>`select org_id from event_heads order by org_id`;
  await inEach(organizations, ({ org_id }) => rebuildModel(contextOf(org_id)), signal);
}
