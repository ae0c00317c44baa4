import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import type { AddressFact, ChannelFacts, DncFact, OutreachFacts, SlotFact, TouchFact } from "./fact-rules";

type TouchRow = Omit<TouchFact, "at"> & { at: string };
type Fragment = postgres.PendingQuery<postgres.Row[]>;
type Row = {
  lead_id: string;
  here: boolean;
  channels: ChannelFacts[] | null;
  addresses: AddressFact[] | null;
  slots: (Omit<SlotFact, "since" | "until" | "touch"> & { since: string; until: string; touch: TouchRow })[] | null;
  dnc: (Omit<DncFact, "since" | "expiresAt"> & { since: string; expiresAt: string | null })[] | null;
  recent: TouchRow[] | null;
};

/** Everything the guard looks at for one lead. `channel` narrows it to one; `at` is the moment of the touch. */
export async function gatherFacts(
  tx: OrgTx,
  leadId: string,
  at: Date,
  channel: string | null = null,
): Promise<OutreachFacts> {
  const [row] = await selectFacts(tx, oneLead(tx, leadId), at, channel);
  if (!row) throw new Error("The facts of a lead are always found");
  return revive(row);
}

/** The same on every channel, or null when the lead is not here. */
export async function findFacts(tx: OrgTx, leadId: string, at: Date): Promise<OutreachFacts | null> {
  const [row] = await selectFacts(tx, oneLead(tx, leadId), at, null);
  return row?.here ? revive(row) : null;
}

/** The same for many leads, in one query, answered in the order asked. */
export async function gatherFactsOfLeads(tx: OrgTx, leadIds: string[], at: Date): Promise<OutreachFacts[]> {
  const leads = tx.sql`unnest(${leadIds}::uuid[]) with ordinality as q(lead_id, place)`;
  return (await selectFacts(tx, leads, at, null)).map(revive);
}

// A list of unknown length would be planned anew for every lead, which costs more than to run it.
const oneLead = (tx: OrgTx, leadId: string) => tx.sql`(select ${leadId}::uuid as lead_id, 1 as place) q`;

// Slots are those that overlap the window a touch at `at` would take.
const selectFacts = (tx: OrgTx, leads: Fragment, at: Date, channel: string | null) => tx.sql<Row[]>`
    with ch as materialized (
      select * from channels where counts_as_contact and (${channel}::text is null or code = ${channel}))
    select q.lead_id, exists (select from leads l where l.id = q.lead_id and l.deleted_at is null) as here,
      (select json_agg(json_build_object('code', code, 'addressKind', address_kind, 'group', channel_group,
        'hardWindowSeconds', hard_window_seconds, 'softWindowSeconds', soft_window_seconds, 'redialBySameRep', redial_by_same_rep)
        order by position) from ch) as channels,
      (select json_agg(json_build_object('kind', kind, 'raw', raw, 'norm', norm, 'invalid', invalid_at is not null)
        order by is_primary desc, id) from contact_points where lead_id = q.lead_id) as addresses,
      (select json_agg(json_build_object('guardId', g.id, 'group', g.channel_group, 'since', lower(g.span), 'until', upper(g.span),
          'touch', ${touchJson(tx)}) order by upper(g.span) desc)
        from (select 'lead' as scope, q.lead_id::text as scope_key
              union all select 'point', kind || ':' || norm from contact_points where lead_id = q.lead_id) k
        cross join ch cross join lateral (
          select * from contact_guards g where g.scope = k.scope and g.scope_key = k.scope_key and g.channel_group = ch.channel_group
            and g.span && tstzrange(${at}::timestamptz, ${at}::timestamptz + make_interval(secs => ch.hard_window_seconds), '[)')) g
        join communications c on c.org_id = g.org_id and c.id = g.communication_id
        left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id) as slots,
      (select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'channel', e.channel, 'reason', e.reason, 'since', e.created_at,
          'expiresAt', e.expires_at) order by e.created_at)
        from find_dnc_entries(q.lead_id, null, null, ${channel}, ${at}) e) as dnc,
      (select json_agg(${touchJson(tx)})
        from ch left join lateral (
          select p.norm from contact_points p where p.lead_id = q.lead_id and p.kind = ch.address_kind order by p.is_primary desc, p.id limit 1) p on true
        cross join lateral (
          select * from (
            (select * from communications x where x.lead_id = q.lead_id and x.channel = ch.code and is_attempt(x) and x.occurred_at <= ${at}
              and x.occurred_at > ${at}::timestamptz - make_interval(secs => ch.soft_window_seconds) order by x.occurred_at desc limit 1)
            union all
            (select * from communications x where x.to_norm = p.norm and x.channel = ch.code and is_attempt(x) and x.occurred_at <= ${at}
              and x.occurred_at > ${at}::timestamptz - make_interval(secs => ch.soft_window_seconds) order by x.occurred_at desc limit 1)
          ) newest order by occurred_at desc limit 1) c
        left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id) as recent
    from ${leads} order by q.place`;

/** Waits for do-not-contact entries being added for this lead, so that the facts read next stay true until commit. */
export async function lockDnc(tx: OrgTx, leadId: string): Promise<void> {
  await tx.sql`select lock_dnc_values(${leadId}, null, null)`;
}

const touchJson = (tx: OrgTx) =>
  tx.sql.unsafe(`json_build_object('communicationId', c.id, 'user', case when c.user_id is not null
    then json_build_object('id', c.user_id, 'name', coalesce(m.name, c.actor_name)) end, 'at', c.occurred_at, 'channel', c.channel,
    'subject', c.subject, 'excerpt', c.body_preview, 'answered', c.replied_at is not null,
    'hidden', (select visible_owners()) is not null and not exists (select from leads h where h.org_id = c.org_id and h.id = c.lead_id))`);

function revive(row: Row): OutreachFacts {
  return {
    leadId: row.lead_id,
    channels: row.channels ?? [],
    addresses: row.addresses ?? [],
    slots: (row.slots ?? []).map((one) => ({
      ...one,
      since: new Date(one.since),
      until: new Date(one.until),
      touch: reviveTouch(one.touch),
    })),
    dnc: (row.dnc ?? []).map((one) => ({
      ...one,
      since: new Date(one.since),
      expiresAt: one.expiresAt ? new Date(one.expiresAt) : null,
    })),
    recent: (row.recent ?? []).map(reviveTouch),
  };
}

const reviveTouch = (touch: TouchRow): TouchFact => ({ ...touch, at: new Date(touch.at) });
