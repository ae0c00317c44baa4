import type { OrgTx } from "@/db/tenant";
import type { ChannelRule, PastTouch } from "./rules";

type Asked = {
  since: Date;
  until: Date;
  most: number;
  /** whether consents count: else nobody looks for them */
  consents: boolean;
};

/**
 * The attempts since a moment, oldest first: the newest `most` of each channel. Answers in a conversation are no outreach. Where somebody
 * works is told as the guard has it: their company and its domain, their corporate domain and the company that has it.
 */
export async function listAttempts(tx: OrgTx, { since, until, most, consents }: Asked): Promise<PastTouch[]> {
  const basis = consents
    ? tx.sql`ch.address_kind is null or c.to_norm is null or coalesce((
        select n.status = 'granted' and (n.expires_at is null or n.expires_at > c.occurred_at) from consents n
        where n.value_norm = c.to_norm and n.kind = ch.address_kind and n.purpose = 'outreach' and n.at <= c.occurred_at
        order by n.at desc, n.id desc limit 1), false)`
    : tx.sql`true`;
  const rows = await tx.sql<PastTouch[]>`
    select c.lead_id as "leadId", c.to_norm as norm, c.channel, c.user_id as "userId", ${basis} as basis,
      array_remove(array[c.company_id::text, c.corporate_domain, w.domain, d.id::text], null) as places,
      extract(epoch from c.occurred_at)::float8 as at
    from channels ch cross join lateral (
      select * from communications c where c.channel = ch.code and c.occurred_at > ${since} and c.occurred_at <= ${until}
        and is_attempt(c) and c.guard_kind <> 'reply' order by c.occurred_at desc limit ${most}) c
    left join companies w on w.id = c.company_id and not w.free_mail
    left join companies d on d.domain = c.corporate_domain and not d.free_mail
    where ch.counts_as_contact order by c.occurred_at desc limit ${most}`;
  return [...rows].reverse();
}

export async function listChannelRules(tx: OrgTx): Promise<ChannelRule[]> {
  const rows = await tx.sql<ChannelRule[]>`
    select code, channel_group as group, hard_window_seconds as hard, soft_window_seconds as soft, redial_by_same_rep as "redialBySameRep"
    from channels where counts_as_contact order by position, code`;
  return [...rows];
}
