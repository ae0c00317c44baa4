import { jobsPool } from "@/db/client";
import { currentTime } from "@/lib/core/time";
import { sendMemberMails } from "@/lib/member-mail/send-member-mails";
import { openWays, type Ways } from "@/lib/ways/open-ways";
import { inEach } from "./in-each";
import { contextOf } from "./organization-context";

export const memberMailMs = 5000;

/** Sends what members are to be told by mail, in every organization that has something due. */
export async function sendMemberMail(ways: Ways = openWays()): Promise<void> {
  const due = await jobsPool()<{ org_id: string }[]>`
    select distinct org_id from member_mails where state = 'sending' or (state = 'waiting' and next_at <= ${currentTime()}) order by org_id`;
  await inEach(due, ({ org_id }) => sendMemberMails(() => contextOf(org_id), ways));
}
