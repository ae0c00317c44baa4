import type { OrgTx } from "@/db/tenant";
import type { AddressFact, ChannelFacts, DncFact, OutreachFacts, SlotFact, TouchFact } from "./rules";

type TouchRow = Omit<TouchFact, "at"> & { at: string };
type Row = {
  channels: ChannelFacts[];
  addresses: AddressFact[] | null;
  slots: (Omit<SlotFact, "since" | "until" | "touch"> & { since: string; until: string; touch: TouchRow })[] | null;
  dnc: (Omit<DncFact, "since" | "expiresAt"> & { since: string; expiresAt: string | null })[] | null;
  recent: TouchRow[] | null;
};

/**
 * Everything the guard looks at for one lead, in one query. `channel` narrows it to one; `at` is the moment of the touch.
 * Slots are those that overlap the window a touch at `at` would take.
 */
export async function gatherFacts(
  tx: OrgTx,
  leadId: string,
  at: Date,
  channel: string | null = null,
): Promise<OutreachFacts> {
  const [row] = await tx.sql<Row[]>`
    with ch as materialized (
      select code, address_kind, channel_group, hard_window_seconds, soft_window_seconds, redial_by_same_rep, position
      from channels where counts_as_contact and (${channel}::text is null or code = ${channel}) order by position),
    points as materialized (
      select distinct on (kind) kind, raw, norm, invalid_at from contact_points where lead_id = ${leadId} order by kind, is_primary desc, id),
    slot_keys as (
      select 'lead' as scope, ${leadId}::text as scope_key union all select 'point', kind || ':' || norm from contact_points where lead_id = ${leadId}),
    targets as (select ch.code, ch.soft_window_seconds, p.norm from ch left join points p on p.kind = ch.address_kind)
    select
      (select jsonb_agg(jsonb_build_object('code', code, 'addressKind', address_kind, 'group', channel_group, 'hardWindowSeconds', hard_window_seconds,
        'softWindowSeconds', soft_window_seconds, 'redialBySameRep', redial_by_same_rep) order by position) from ch) as channels,
      (select jsonb_agg(jsonb_build_object('kind', kind, 'raw', raw, 'norm', norm, 'invalid', invalid_at is not null)) from points) as addresses,
      (select jsonb_agg(jsonb_build_object('guardId', g.id, 'group', g.channel_group, 'since', lower(g.span), 'until', upper(g.span), 'touch',
          ${touchJson(tx, "c")}) order by upper(g.span) desc)
        from ch cross join slot_keys k
        cross join lateral (
          select * from contact_guards g where g.org_id = current_org_id() and g.scope = k.scope and g.scope_key = k.scope_key
            and g.channel_group = ch.channel_group
            and g.span && tstzrange(${at}::timestamptz, ${at}::timestamptz + make_interval(secs => ch.hard_window_seconds), '[)')) g
        join communications c on c.org_id = g.org_id and c.id = g.communication_id
        left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id) as slots,
      (select jsonb_agg(jsonb_build_object('id', e.id, 'kind', e.kind, 'channel', e.channel, 'reason', e.reason, 'since', e.created_at, 'expiresAt', e.expires_at)
          order by e.created_at) from find_dnc_entries(${leadId}, null, null, ${channel}, ${at}) e) as dnc,
      (select jsonb_agg(${touchJson(tx, "c")})
        from targets t cross join lateral (
          select * from (
            (select * from communications x where x.org_id = current_org_id() and x.lead_id = ${leadId} and x.channel = t.code and is_attempt(x)
              and x.occurred_at <= ${at} and x.occurred_at > ${at}::timestamptz - make_interval(secs => t.soft_window_seconds) order by x.occurred_at desc limit 1)
            union all
            (select * from communications x where x.org_id = current_org_id() and x.to_norm = t.norm and x.channel = t.code and is_attempt(x)
              and x.occurred_at <= ${at} and x.occurred_at > ${at}::timestamptz - make_interval(secs => t.soft_window_seconds) order by x.occurred_at desc limit 1)
          ) newest order by occurred_at desc limit 1) c
        left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id) as recent`;
  return revive(leadId, row);
}

/** Waits for do-not-contact entries being added for this lead, so that the facts read next stay true until commit. */
export async function lockDnc(tx: OrgTx, leadId: string): Promise<void> {
  await tx.sql`select lock_dnc_values(${leadId}, null, null)`;
}

const touchJson = (tx: OrgTx, alias: string) =>
  tx.sql.unsafe(`jsonb_build_object('communicationId', ${alias}.id, 'user', case when ${alias}.user_id is not null
    then jsonb_build_object('id', ${alias}.user_id, 'name', coalesce(m.name, ${alias}.actor_name)) end, 'at', ${alias}.occurred_at, 'channel', ${alias}.channel,
    'subject', ${alias}.subject, 'excerpt', ${alias}.body_preview, 'answered', ${alias}.replied_at is not null)`);

function revive(leadId: string, row: Row | undefined): OutreachFacts {
  return {
    leadId,
    channels: row?.channels ?? [],
    addresses: row?.addresses ?? [],
    slots: (row?.slots ?? []).map((one) => ({
      ...one,
      since: new Date(one.since),
      until: new Date(one.until),
      touch: reviveTouch(one.touch),
    })),
    dnc: (row?.dnc ?? []).map((one) => ({
      ...one,
      since: new Date(one.since),
      expiresAt: one.expiresAt ? new Date(one.expiresAt) : null,
    })),
    recent: (row?.recent ?? []).map(reviveTouch),
  };
}

const reviveTouch = (touch: TouchRow): TouchFact => ({ ...touch, at: new Date(touch.at) });
