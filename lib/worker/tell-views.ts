import { jobsPool } from "@/db/client";
import { currentTime } from "@/lib/core/time";
import { composeViewMail } from "@/lib/view-mails/compose-view-mail";
import { asMember } from "./as-member";
import { inEach } from "./in-each";

export const tellViewsMs = 20_000;
const PAGE = 200;

type Due = { org_id: string; id: string; user_id: string };

/**
 * Puts each view whose morning has come into the post, in the name of the member who wants it and with what they may see now. Those of who
 * has left, and those that fail, stay as they are, before nobody.
 */
export async function tellViews(now: Date = currentTime()): Promise<void> {
  const failures: unknown[] = [];
  for (let last: Due | undefined; ; ) {
    const due: Due[] = await jobsPool()<Due[]>`
      select org_id, id, user_id from view_mails
      where next_at <= ${now} and (org_id, id) > (${last?.org_id ?? NONE}::uuid, ${last?.id ?? NONE}::uuid) order by org_id, id limit ${PAGE}`;
    await inEach(due, (one) => tellOne(one, now)).catch((error) => failures.push(error));
    last = due.at(-1);
    if (!last || due.length < PAGE) break;
  }
  if (failures.length > 0) throw failures[0];
}

async function tellOne({ org_id, id, user_id }: Due, now: Date): Promise<void> {
  // Who left gets nothing; who comes back is told again from then on.
  const member = await asMember(org_id, user_id, now);
  if (member) await composeViewMail(member, { id });
}

const NONE = "00000000-0000-0000-0000-000000000000";
