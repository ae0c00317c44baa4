import { jobsPool } from "@/db/client";
import { currentTime } from "@/lib/core/time";
import { composeViewMail } from "@/lib/view-mails/compose-view-mail";
import { asMember } from "./as-member";
import { inEach } from "./in-each";

export const tellViewsMs = 20_000;
const MOST = 200;

/** Puts each view whose morning has come into the post, in the name of the member who wants it and with what they may see now. */
export async function tellViews(now: Date = currentTime()): Promise<void> {
  const due = await jobsPool()<{ org_id: string; id: string; user_id: string }[]>`
    select v.org_id, v.id, v.user_id from view_mails v where v.next_at <= ${now} order by v.next_at limit ${MOST}`;
  await inEach(due, async ({ org_id, id, user_id }) => {
    // Who left gets nothing; who comes back is told again from then on.
    const member = await asMember(org_id, user_id, now);
    if (member) await composeViewMail(member, { id });
  });
}
