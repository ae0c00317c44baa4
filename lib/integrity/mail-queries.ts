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

/** Addresses that a report calls wrong, or that their server refused while they stood here, and that are not marked so. */
export const wrongBounceMarks = `
  select count(*)::int as count
  from (
    select a.org_id, a.lead_id, a.to_norm, null::timestamptz as refused_at
    from inbound_messages i join communications a on a.org_id = i.org_id and a.id = i.about_id
    where i.org_id = current_org_id() and i.kind = 'bounce' and i.hard and i.state = 'matched'
    union
    select c.org_id, c.lead_id, c.to_norm, max(a.ended_at)
    from communications c join delivery_attempts a on a.org_id = c.org_id and a.communication_id = c.id and a.outcome = 'rejected'
    where c.org_id = current_org_id() and c.status in ('rejected', 'failed') and c.error_code = 'ADDRESS_REFUSED' and c.channel = 'email'
    group by 1, 2, 3) f
  join contact_points p on p.org_id = f.org_id and p.lead_id = f.lead_id and p.kind = 'email' and p.norm = f.to_norm
  where p.bounce_state is distinct from 'hard' and p.created_at <= coalesce(f.refused_at, p.created_at)`;
