import { jobsPool } from "@/db/client";
import { findDuplicatePairs } from "@/lib/duplicates/find-duplicate-pairs";
import { isBusy } from "@/lib/jobs/busy-organizations";
import { inEach, untilDone } from "./in-each";
import { contextOf } from "./organization-context";

export const lookForMs = 5000;

/** Looks through what is new in every organization until nothing is left, for leads that may be one person. Returns how many pairs were found. */
export async function lookForDuplicates(signal?: AbortSignal): Promise<number> {
  const behind = await jobsPool()<{ org_id: string }[]>`
    select h.org_id from event_heads h left join event_cursors c on c.org_id = h.org_id and c.name = 'duplicates'
    where h.position > coalesce(c.position, 0) order by h.org_id`;
  let found = 0;
  const turn = async (orgId: string) => {
    const page = await findDuplicatePairs(contextOf(orgId), {});
    found += page.found;
    return { more: page.more && !isBusy(orgId) };
  };
  const free = behind.filter(({ org_id }) => !isBusy(org_id));
  await inEach(free, ({ org_id }) => untilDone(() => turn(org_id), signal), signal);
  return found;
}
