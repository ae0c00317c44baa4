import { jobsPool } from "@/db/client";
import { findMember } from "@/lib/accounts/identity-queries";
import { readIdentity } from "@/lib/core/identity-command";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { composeViewMail } from "@/lib/view-mails/compose-view-mail";
import { inEach } from "./in-each";

export const tellViewsMs = 20_000;
const MOST = 200;

/** Puts each view whose morning has come into the post, in the name of the member who wants it and with what they may see now. */
export async function tellViews(now: Date = currentTime()): Promise<void> {
  const due = await jobsPool()<{ org_id: string; id: string; user_id: string }[]>`
    select v.org_id, v.id, v.user_id from view_mails v where v.next_at <= ${now} order by v.next_at limit ${MOST}`;
  await inEach(due, async ({ org_id, id, user_id }) => {
    const member = await readIdentity((tx) => findMember(tx, org_id, user_id));
    // Who left gets nothing; who comes back is told again from then on.
    if (!member?.active) return;
    const { name, role, sees, timezone, default_region } = member;
    const actor = { userId: user_id, name, role, sees, via: "job" as const, scopes: [] };
    await composeViewMail(
      { orgId: org_id, timezone, defaultRegion: default_region, actor, now, requestId: newId() },
      { id },
    );
  });
}
