import { jobsPool } from "@/db/client";
import { currentTime } from "@/lib/core/time";
import { composeViewMail } from "@/lib/view-mails/compose-view-mail";
import { asMember } from "./as-member";
import { inEachPage, PAGE, type Place } from "./in-each";

export const tellViewsMs = 20_000;

type Due = Place & { user_id: string };

/**
 * Puts each view whose morning has come into the post, in the name of the member who wants it and with what they may see now. Those of who
 * has left, and those that fail, stay as they are, before nobody.
 */
export async function tellViews(now: Date = currentTime()): Promise<void> {
  await inEachPage(
    ({ org_id, id }) => jobsPool()<Due[]>`
      select org_id, id, user_id from view_mails
      where next_at <= ${now} and (org_id, id) > (${org_id}::uuid, ${id}::uuid) order by org_id, id limit ${PAGE}`,
    (one) => tellOne(one, now),
  );
}

async function tellOne({ org_id, id, user_id }: Due, now: Date): Promise<void> {
  // Who left gets nothing; who comes back is told again from then on.
  const member = await asMember(org_id, user_id, now);
  if (member) await composeViewMail(member, { id });
}
