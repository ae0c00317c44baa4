import type postgres from "postgres";
import type { OrgTx } from "@/db/tenant";
import { type DraftRow, reviveDrafts, selectDrafts } from "@/lib/drafts/queries";
import { type PlaceRow, revivePlace, selectPlace } from "@/lib/quiet-hours/queries";
import { settingsOf } from "@/lib/settings/rules";
import { reviveTouch, type TouchRow, touchJson } from "@/lib/slots/touch-queries";
import { companyFacts, personTouches, recentTouches, similarTouch } from "@/lib/touches/queries";
import { type ConsentColumns, consentColumns, reviveConsents } from "./consent-queries";
import type { AddressFact, ChannelFacts, DncFact, OutreachFacts, SlotFact } from "./fact-rules";
import { selectWaiting } from "./waiting-queries";

type Fragment = postgres.PendingQuery<postgres.Row[]>;
type Row = {
  lead_id: string;
  here: boolean;
  channels: ChannelFacts[] | null;
  addresses: AddressFact[] | null;
  slots: (Omit<SlotFact, "since" | "until" | "touch"> & { since: string; until: string; touch: TouchRow })[] | null;
  dnc: (Omit<DncFact, "since" | "expiresAt"> & { since: string; expiresAt: string | null })[] | null;
  recent: TouchRow[] | null;
  waiting: TouchRow[] | null;
  settings: Record<string, unknown>;
  company: { recent: TouchRow[] | null; play: { others: number; itself: boolean } | null };
  person: TouchRow[] | null;
  similar: { touch: TouchRow; similarity: number } | null;
  drafts: DraftRow[] | null;
  place: PlaceRow | null;
} & ConsentColumns;

/**
 * Everything the guard looks at for one lead. `channel` narrows it to one; `at` is the moment of the touch; `text` is what would be sent,
 * as `comparableText` has it. A do-not-contact entry that stands at `known` counts: one that will have run out by the time a message
 * goes still stops it from being promised.
 */
export async function gatherFacts(
  tx: OrgTx,
  leadId: string,
  at: Date,
  channel: string | null = null,
  text: string | null = null,
  known: Date = at,
): Promise<OutreachFacts> {
  const [row] = await selectFacts(tx, oneLead(tx, leadId), { at, channel, text, known });
  if (!row) throw new Error("The facts of a lead are always found");
  return revive(row, text);
}

/** The same on every channel, or null when the lead is not here. */
export async function findFacts(
  tx: OrgTx,
  leadId: string,
  at: Date,
  text: string | null = null,
): Promise<OutreachFacts | null> {
  const [row] = await selectFacts(tx, oneLead(tx, leadId), { at, text });
  return row?.here ? revive(row, text) : null;
}

/** The same for many leads, in one query, answered in the order asked. */
export async function gatherFactsOfLeads(tx: OrgTx, leadIds: string[], at: Date): Promise<OutreachFacts[]> {
  const leads = tx.sql`unnest(${leadIds}::uuid[]) with ordinality as q(lead_id, place)`;
  return (await selectFacts(tx, leads, { at })).map((row) => revive(row, null));
}

// A list of unknown length would be planned anew for every lead, which costs more than to run it.
const oneLead = (tx: OrgTx, leadId: string) => tx.sql`(select ${leadId}::uuid as lead_id, 1 as place) q`;

// Slots are those that overlap the window a touch at `at` would take.
const selectFacts = (
  tx: OrgTx,
  leads: Fragment,
  {
    at,
    channel = null,
    text = null,
    known = at,
  }: { at: Date; channel?: string | null; text?: string | null; known?: Date },
) => tx.sql<Row[]>`
    with cfg as materialized (select current_settings() as stored), ch as materialized (
      select * from channels where counts_as_contact and (${channel}::text is null or code = ${channel}))
    select q.lead_id, exists (select from leads l where l.id = q.lead_id and l.deleted_at is null) as here,
      (select json_agg(json_build_object('code', code, 'addressKind', address_kind, 'group', channel_group,
        'hardWindowSeconds', hard_window_seconds, 'softWindowSeconds', soft_window_seconds, 'redialBySameRep', redial_by_same_rep,
        'quietHoursApply', quiet_hours_apply)
        order by position) from ch) as channels,
      (select json_agg(json_build_object('kind', kind, 'raw', raw, 'norm', norm, 'invalid', invalid_at is not null, 'shared', shared)
        order by is_primary desc, id) from contact_points where lead_id = q.lead_id) as addresses,
      (select json_agg(json_build_object('guardId', g.id, 'group', g.channel_group, 'since', lower(g.span), 'until', upper(g.span),
          'touch', ${touchJson(tx)}) order by upper(g.span) desc)
        from (select 'lead' as scope, q.lead_id::text as scope_key
              union all select 'point', kind || ':' || norm from contact_points where lead_id = q.lead_id and not shared) k
        cross join ch cross join lateral (
          select * from contact_guards g where g.scope = k.scope and g.scope_key = k.scope_key and g.channel_group = ch.channel_group
            and g.span && tstzrange(${at}::timestamptz, ${at}::timestamptz + make_interval(secs => ch.hard_window_seconds), '[)')) g
        join communications c on c.org_id = g.org_id and c.id = g.communication_id
        left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id) as slots,
      (select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'channel', e.channel, 'reason', e.reason, 'since', e.created_at,
          'expiresAt', e.expires_at) order by e.created_at)
        from find_dnc_entries(q.lead_id, null, null, ${channel}, ${known}) e) as dnc,
      ${recentTouches(tx, at)} as recent,
      ${selectWaiting(tx, at)} as waiting,
      (select stored from cfg) as settings, ${companyFacts(tx, at)} as company, ${personTouches(tx, at)} as person,
      ${similarTouch(tx, at, text)} as similar,
      ${selectDrafts(tx, known)} as drafts, ${selectPlace(tx)} as place,
      ${consentColumns(tx)}
    from ${leads} order by q.place`;

/** Waits for do-not-contact entries being added for this lead, and for its company's ceiling, so that the facts read next stay true until commit. */
export async function lockDnc(tx: OrgTx, leadId: string): Promise<void> {
  await tx.sql`select lock_dnc_values(${leadId}, null, null), lock_company_ceiling(${leadId})`;
}

function revive(row: Row, text: string | null): OutreachFacts {
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
    waiting: (row.waiting ?? []).map(reviveTouch),
    settings: settingsOf(row.settings),
    company: { others: 0, itself: false, ...row.company.play, recent: (row.company.recent ?? []).map(reviveTouch) },
    person: (row.person ?? []).map(reviveTouch),
    text,
    similar: row.similar && { ...row.similar, touch: reviveTouch(row.similar.touch) },
    drafts: reviveDrafts(row.drafts),
    ...revivePlace(row.place, row.addresses ?? []),
    ...reviveConsents(row),
  };
}
