/** Messages that arrived whose touch, report or conversation is not of the lead they are at, or a person's that is in no ledger. */
export const looseMail = `
  select count(*)::int as count
  from inbound_messages i
  left join communications c on c.org_id = i.org_id and c.id = i.communication_id
  left join communications a on a.org_id = i.org_id and a.id = i.about_id
  left join threads t on t.org_id = i.org_id and t.id = i.thread_id
  where i.org_id = current_org_id()
    and (c.lead_id <> i.lead_id or a.lead_id <> i.lead_id or t.lead_id <> i.lead_id or c.direction <> 'inbound' or a.direction <> 'outbound'
      or (i.state = 'matched' and i.kind in ('human', 'list') and i.communication_id is null)
      or (c.id is not null and (c.mail_kind is null) <> (i.kind in ('human', 'list'))))`;

/** Message-IDs that lead to a conversation of another lead, or to one where the message itself is not. */
export const looseThreadLinks = `
  select count(*)::int as count
  from thread_links k join leads l on l.org_id = k.org_id and l.id = k.lead_id and l.merged_into_id is null
  left join threads t on t.org_id = k.org_id and t.id = k.thread_id
  left join communications c on c.org_id = k.org_id and c.message_id = k.message_id and c.lead_id = k.lead_id and not c.twin
  where k.org_id = current_org_id() and (t.lead_id is distinct from k.lead_id or (c.id is not null and c.thread_id is distinct from k.thread_id))`;

/** Addresses that a report calls wrong and that are not marked so. */
export const wrongBounceMarks = `
  select count(*)::int as count
  from inbound_messages i join communications a on a.org_id = i.org_id and a.id = i.about_id
  join contact_points p on p.org_id = a.org_id and p.lead_id = a.lead_id and p.kind = 'email' and p.norm = a.to_norm
  where i.org_id = current_org_id() and i.kind = 'bounce' and i.hard and i.state = 'matched' and p.bounce_state is distinct from 'hard'`;
