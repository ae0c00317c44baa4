import type { OrgTx } from "@/db/tenant";
import type { ChannelRule, PastTouch } from "./rules";

/** The attempts since a moment, oldest first: the newest `most` of each channel. Answers in a conversation are no outreach. */
export async function listAttempts(tx: OrgTx, since: Date, until: Date, most: number): Promise<PastTouch[]> {
  const rows = await tx.sql<PastTouch[]>`
    select c.lead_id as "leadId", c.to_norm as norm, c.channel, c.user_id as "userId", c.company_id as "companyId",
      extract(epoch from c.occurred_at)::float8 as at
    from channels ch cross join lateral (
      select * from communications c where c.channel = ch.code and c.occurred_at > ${since} and c.occurred_at <= ${until}
        and is_attempt(c) and c.guard_kind <> 'reply' order by c.occurred_at desc limit ${most}) c
    where ch.counts_as_contact order by c.occurred_at desc limit ${most}`;
  return [...rows].reverse();
}

export async function listChannelRules(tx: OrgTx): Promise<ChannelRule[]> {
  const rows = await tx.sql<ChannelRule[]>`
    select code, channel_group as group, hard_window_seconds as hard, soft_window_seconds as soft, redial_by_same_rep as "redialBySameRep"
    from channels where counts_as_contact order by position, code`;
  return [...rows];
}
