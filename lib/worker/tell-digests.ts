import { jobsPool } from "@/db/client";
import { currentTime } from "@/lib/core/time";
import { composeDigest } from "@/lib/notifications/compose-digest";
import { asMember } from "./as-member";
import { inEach } from "./in-each";

export const tellDigestsMs = 20_000;
const PAGE = 200;

type Due = { org_id: string; id: string; user_id: string };

/** Puts what members have not read into the post, for each whose morning has come. Those who have left stay as they are, before nobody. */
export async function tellDigests(now: Date = currentTime()): Promise<void> {
  const failures: unknown[] = [];
  for (let last: Due | undefined; ; ) {
    const due: Due[] = await jobsPool()<Due[]>`
      select org_id, id, user_id from notification_digests
      where next_at <= ${now} and (org_id, id) > (${last?.org_id ?? NONE}::uuid, ${last?.id ?? NONE}::uuid) order by org_id, id limit ${PAGE}`;
    await inEach(due, ({ org_id, user_id }) => tellOne(org_id, user_id, now)).catch((error) => failures.push(error));
    last = due.at(-1);
    if (!last || due.length < PAGE) break;
  }
  if (failures.length > 0) throw failures[0];
}

async function tellOne(orgId: string, userId: string, now: Date): Promise<void> {
  const member = await asMember(orgId, userId, now);
  if (member) await composeDigest(member, {});
}

const NONE = "00000000-0000-0000-0000-000000000000";
