import type { OrgTx } from "@/db/tenant";
import { type DraftRow, reviveDrafts, selectDrafts } from "@/lib/drafts/queries";
import { type RunningRow, reviveRunning, SELECT_RUNNING } from "@/lib/enrollments/queries";
import { type PlaceRow, revivePlace, SELECT_PLACE } from "@/lib/quiet-hours/queries";
import { settingsOf } from "@/lib/settings/rules";
import { reviveTouch, TOUCH_JSON, type TouchRow } from "@/lib/slots/touch-queries";
import { COMPANY_KEYS, companyFacts, personTouches, recentTouches, similarTouch } from "@/lib/touches/queries";
import { CONSENT_COLUMNS, type ConsentColumns, reviveConsents } from "./consent-queries";
import type { AddressFact, ChannelFacts, DncFact, OutreachFacts, SlotFact } from "./fact-rules";
import { selectWaiting } from "./waiting-queries";

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
  running: RunningRow[] | null;
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
  const [row] = await selectFacts(tx, leadId, { at, channels: channel === null ? null : [channel], text, known });
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
  const [row] = await selectFacts(tx, leadId, { at, text });
  return row?.here ? revive(row, text) : null;
}

/** The same for many leads, in one query, answered in the order asked; `channels` narrows it to some. */
export async function gatherFactsOfLeads(
  tx: OrgTx,
  leadIds: string[],
  at: Date,
  channels: readonly string[] | null = null,
): Promise<OutreachFacts[]> {
  return (await selectFacts(tx, leadIds, { at, channels })).map((row) => revive(row, null));
}

type Looked = { at: Date; channels?: readonly string[] | null; text?: string | null; known?: Date };

function selectFacts(tx: OrgTx, leads: string | string[], { at, channels = null, text = null, known = at }: Looked) {
  const question = questions[Array.isArray(leads) ? "many" : "one"][text === null ? "plain" : "text"];
  const given = [leads, at, known, channels && [...channels]];
  return tx.sql.unsafe<Row[]>(question, text === null ? given : [...given, text], { prepare: true });
}

const AT = "$2::timestamptz";
const KNOWN = "$3::timestamptz";

// Slots are those that overlap the window a touch at $2 would take; $3 is the moment at which entries must stand, $4 the channels.
const questionOf = (leads: string, withText: boolean) => `
    with cfg as materialized (select current_settings() as stored), ch as materialized (
      select * from channels where counts_as_contact and ($4::text[] is null or code = any ($4)))
    select q.lead_id, exists (select from leads l where l.id = q.lead_id and l.deleted_at is null) as here,
      (select json_agg(json_build_object('code', code, 'addressKind', address_kind, 'group', channel_group,
        'hardWindowSeconds', hard_window_seconds, 'softWindowSeconds', soft_window_seconds, 'redialBySameRep', redial_by_same_rep,
        'quietHoursApply', quiet_hours_apply)
        order by position) from ch) as channels,
      (select json_agg(json_build_object('kind', kind, 'raw', raw, 'norm', norm, 'invalid', invalid_at is not null, 'shared', shared)
        order by is_primary desc, id) from contact_points where lead_id = q.lead_id) as addresses,
      (select json_agg(json_build_object('guardId', g.id, 'group', g.channel_group, 'since', lower(g.span), 'until', upper(g.span),
          'touch', ${TOUCH_JSON}) order by upper(g.span) desc)
        from contact_guards g
        join ch on ch.channel_group = g.channel_group and upper(g.span) > ${AT}
          and lower(g.span) < ${AT} + make_interval(secs => ch.hard_window_seconds)
        join communications c on c.org_id = g.org_id and c.id = g.communication_id
        where g.scope in ('lead', 'point') and g.scope_key = any (
          array(select q.lead_id::text union all select kind || ':' || norm from contact_points where lead_id = q.lead_id and not shared))) as slots,
      (select json_agg(json_build_object('id', e.id, 'kind', e.kind, 'channel', e.channel, 'reason', e.reason, 'since', e.created_at,
          'expiresAt', e.expires_at) order by e.created_at)
        from find_dnc_entries(q.lead_id, null, null, case cardinality($4) when 1 then $4[1] end, ${KNOWN}) e) as dnc,
      ${recentTouches(AT)} as recent,
      ${selectWaiting(AT)} as waiting,
      (select stored from cfg) as settings, ${companyFacts(AT)} as company, ${personTouches(AT)} as person,
      ${withText ? similarTouch(AT, "$5::text") : "null::json"} as similar,
      ${selectDrafts(KNOWN)} as drafts, ${SELECT_RUNNING} as running, ${SELECT_PLACE} as place,
      ${CONSENT_COLUMNS}
    from ${leads} cross join lateral ${COMPANY_KEYS} k order by q.place`;

// Written once, not put together of its parts for every question. A list of unknown length would be planned anew for every lead, which
// costs more than to run it.
const oneLead = "(select $1::uuid as lead_id, 1 as place) q";
const manyLeads = "unnest($1::uuid[]) with ordinality as q(lead_id, place)";
const questions = {
  one: { plain: questionOf(oneLead, false), text: questionOf(oneLead, true) },
  many: { plain: questionOf(manyLeads, false), text: questionOf(manyLeads, true) },
};

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
    running: reviveRunning(row.running),
    ...revivePlace(row.place, row.addresses ?? []),
    ...reviveConsents(row),
  };
}
