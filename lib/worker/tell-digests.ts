import { jobsPool } from "@/db/client";
import { currentTime } from "@/lib/core/time";
import { composeDigest } from "@/lib/notifications/compose-digest";
import { asMember } from "./as-member";
import { inEachPage, PAGE, type Place } from "./in-each";

export const tellDigestsMs = 20_000;

type Due = Place & { user_id: string };

/** Puts what members have not read into the post, for each whose morning has come. Those who have left stay as they are, before nobody. */
export async function tellDigests(now: Date = currentTime()): Promise<void> {
  await inEachPage(
    ({ org_id, id }) => jobsPool()<Due[]>`
      select org_id, id, user_id from notification_digests
      where next_at <= ${now} and (org_id, id) > (${org_id}::uuid, ${id}::uuid) order by org_id, id limit ${PAGE}`,
    ({ org_id, user_id }) => tellOne(org_id, user_id, now),
  );
}

async function tellOne(orgId: string, userId: string, now: Date): Promise<void> {
  const member = await asMember(orgId, userId, now);
  if (member) await composeDigest(member, {});
}
