import type { OrgTx } from "@/db/tenant";
import { ENTRIES_JSON, entriesOfLeads } from "@/lib/dnc/lead-queries";
import { type DraftRow, draftsJson, reviveDraft, withoutUnseen } from "@/lib/drafts/queries";
import { RUNNING_JSON, type RunningRow, reviveRunning } from "@/lib/enrollments/queries";
import type { AddressFact, ChannelFacts, DncFact, OutreachFacts, TouchFact } from "@/lib/guard/fact-rules";
import { revivePlace } from "@/lib/quiet-hours/queries";
import { settingsOf } from "@/lib/settings/rules";
import {
  heldSlots,
  reviveTouch,
  SLOTS_JSON,
  type SlotRow,
  type TouchRow,
  toldTouches,
} from "@/lib/slots/touch-queries";
import {
  type FoundTouch,
  PERSON_JSON,
  peopleInPlay,
  REACHED_JSON,
  RECENT_JSON,
  settingsAt,
  similarTouch,
  touchesOfCompany,
  touchesOfPerson,
  WAITING_JSON,
} from "@/lib/touches/queries";
import { CONSENTS_JSON, type ConsentRow, reviveConsent } from "./consent-queries";

type LeadRow = {
  leadId: string;
  here: boolean;
  zone: string | null;
  companyZone: string | null;
  play: { others: number; itself: boolean } | null;
};
type Placed<T> = (T & { place: number })[] | null;
/** One row for all leads asked about; what belongs to one of them says its place among them, from 1. */
type Row = {
  channels: ChannelFacts[] | null;
  settings: Record<string, unknown>;
  organization: { zone: string; hours: string };
  leads: LeadRow[] | null;
  addresses: Placed<AddressFact>;
  slots: Placed<SlotRow>;
  dnc: Placed<Omit<DncFact, "since" | "expiresAt"> & { since: string; expiresAt: string | null }>;
  recent: Placed<FoundTouch & { sharedAddress: string | null }>;
  waiting: Placed<FoundTouch>;
  reached: Placed<FoundTouch>;
  person: Placed<FoundTouch>;
  similar: { id: string; similarity: number; excerpt: string } | null;
  drafts: DraftRow[] | null;
  running: RunningRow[] | null;
  consents: ConsentRow[] | null;
  touches: TouchRow[] | null;
};

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
  const [found] = await select(tx, [leadId], { at, channels: channel === null ? null : [channel], text, known });
  if (!found) throw new Error("The facts of a lead are always found");
  return found.facts;
}

/** The same on every channel, or null when the lead is not here. */
export async function findFacts(
  tx: OrgTx,
  leadId: string,
  at: Date,
  text: string | null = null,
): Promise<OutreachFacts | null> {
  const [found] = await select(tx, [leadId], { at, text });
  return found?.here ? found.facts : null;
}

/** The same for many leads, in one query, answered in the order asked; `channels` narrows it to some. */
export async function gatherFactsOfLeads(
  tx: OrgTx,
  leadIds: string[],
  at: Date,
  channels: readonly string[] | null = null,
): Promise<OutreachFacts[]> {
  return (await select(tx, leadIds, { at, channels })).map(({ facts }) => facts);
}

/** The same, of those that are here. */
export async function findFactsOfLeads(
  tx: OrgTx,
  leadIds: string[],
  at: Date,
  channels: readonly string[] | null = null,
): Promise<OutreachFacts[]> {
  return (await select(tx, leadIds, { at, channels })).filter(({ here }) => here).map(({ facts }) => facts);
}

type Looked = { at: Date; channels?: readonly string[] | null; text?: string | null; known?: Date };

async function select(tx: OrgTx, leads: string[], { at, channels = null, text = null, known = at }: Looked) {
  const given = [leads, at, known, channels && [...channels]];
  const [row] =
    text === null
      ? await tx.sql.unsafe<Row[]>(questions.plain, given, { prepare: true })
      : await tx.sql.unsafe<Row[]>(questions.text, [...given, text], { prepare: true });
  return row ? revive({ ...row, drafts: await withoutUnseen(tx, row.drafts, leads) }, text) : [];
}

const AT = "$2::timestamptz";
const KNOWN = "$3::timestamptz";

/**
 * `q` are the leads, `p` their addresses, `own` the keys under which slots and drafts are theirs alone; $3 is the moment at which entries
 * must stand, $4 the channels. Whatever is looked for is looked for once, for all leads together, and wide rows are read last and once: to
 * make ready a part of the question that carries every column of a touch took longer than to run it.
 */
const questionOf = (withText: boolean) => `
  with ch as materialized (
    select code, address_kind, channel_group, hard_window_seconds, soft_window_seconds, redial_by_same_rep, quiet_hours_apply, position
    from channels where counts_as_contact and ($4::text[] is null or code = any ($4))),
  ${settingsAt(AT)},
  q as materialized (
    select u.place, u.lead_id, l.company_id, l.timezone, l.id is not null and l.deleted_at is null as here
    from unnest($1::uuid[]) with ordinality as u(lead_id, place) left join leads l on l.id = u.lead_id),
  p as materialized (
    select q.place, q.lead_id, c.id, c.kind, c.raw, c.norm, c.invalid_at is not null as invalid, c.shared, c.is_primary, c.corporate_domain
    from q join contact_points c on c.lead_id = q.lead_id),
  own as materialized (
    select place, lead_id::text as key from q union all select place, kind || ':' || norm from p where not shared),
  ${heldSlots(AT)}, ${touchesOfPerson(AT)}, ${touchesOfCompany(AT)}, ${entriesOfLeads(KNOWN, "$4::text[]")},
  ${withText ? `${similarTouch(AT, "$5::text")},` : ""}
  ${toldTouches(`select communication_id from held union select id from recent union select id from waiting union select id from reached
    union select unnest(ids) from person ${withText ? "union select id from alike" : ""}`)}
  select (select stored from cfg) as settings,
    (select json_build_object('zone', o.timezone, 'hours', o.quiet_hours::text) from organizations o where o.id = (select current_org_id())) as organization,
    (select json_agg(json_build_object('code', code, 'addressKind', address_kind, 'group', channel_group,
      'hardWindowSeconds', hard_window_seconds, 'softWindowSeconds', soft_window_seconds, 'redialBySameRep', redial_by_same_rep,
      'quietHoursApply', quiet_hours_apply) order by position) from ch) as channels,
    (select json_agg(json_build_object('leadId', q.lead_id, 'here', q.here, 'zone', q.timezone, 'companyZone', e.timezone,
      'play', ${peopleInPlay(AT)}) order by q.place) from q left join employer e on e.place = q.place cross join cfg) as leads,
    (select json_agg(json_build_object('place', place, 'kind', kind, 'raw', raw, 'norm', norm, 'invalid', invalid, 'shared', shared)
      order by is_primary desc, id) from p) as addresses,
    ${SLOTS_JSON} as slots, ${ENTRIES_JSON} as dnc, ${RECENT_JSON} as recent, ${WAITING_JSON} as waiting, ${REACHED_JSON} as reached,
    ${PERSON_JSON} as person, ${draftsJson(KNOWN)} as drafts, ${RUNNING_JSON} as running, ${CONSENTS_JSON} as consents,
    ${withText ? "(select json_build_object('id', id, 'similarity', score, 'excerpt', excerpt) from alike)" : "null::json"} as similar,
    (select json_agg(touch) from told) as touches`;

// Written once, not put together of its parts for every question.
const questions = { plain: questionOf(false), text: questionOf(true) };

function revive(row: Row, text: string | null): { here: boolean; facts: OutreachFacts }[] {
  const touches = new Map((row.touches ?? []).map((one) => [one.communicationId, reviveTouch(one)]));
  const touchOf = ({ id }: { id: string }): TouchFact => {
    const touch = touches.get(id);
    if (!touch) throw new Error("A touch that was found is always told");
    return touch;
  };
  const channels = row.channels ?? [];
  const settings = settingsOf(row.settings);
  const [addresses, slots, dnc] = [byPlace(row.addresses), byPlace(row.slots), byPlace(row.dnc)];
  const [recent, waiting, reached, person] = [row.recent, row.waiting, row.reached, row.person].map((found) =>
    byPlace<FoundTouch & { sharedAddress?: string | null }>(found),
  ) as [Found, Found, Found, Found];
  const [drafts, running, consents] = [byPlace(row.drafts), byPlace(row.running), byPlace(row.consents)];
  const similar = row.similar && {
    similarity: row.similar.similarity,
    touch: { ...touchOf(row.similar), excerpt: row.similar.excerpt },
  };
  return (row.leads ?? []).map(({ leadId, here, zone, companyZone, play }, index) => {
    const place = index + 1;
    const own = addresses(place).map(({ place: _, ...one }) => one);
    const facts: OutreachFacts = {
      leadId,
      channels,
      addresses: own,
      slots: slots(place).map(({ place: _, touch, ...one }) => ({
        ...one,
        since: new Date(one.since),
        until: new Date(one.until),
        touch: touchOf({ id: touch }),
      })),
      dnc: dnc(place).map(({ place: _, ...one }) => ({
        ...one,
        since: new Date(one.since),
        expiresAt: one.expiresAt ? new Date(one.expiresAt) : null,
      })),
      recent: recent(place).map((one) => ({ ...touchOf(one), sharedAddress: one.sharedAddress ?? null })),
      waiting: waiting(place).map(touchOf),
      settings,
      company: { others: 0, itself: false, ...play, recent: reached(place).map(touchOf) },
      person: person(place).map(touchOf),
      text,
      similar,
      drafts: drafts(place).map(reviveDraft),
      running: running(place).map(reviveRunning),
      consents: consents(place).map(reviveConsent),
      ...revivePlace(
        { lead: zone, company: companyZone, organization: row.organization.zone, hours: row.organization.hours },
        own,
      ),
    };
    return { here, facts };
  });
}

type Found = (place: number) => (FoundTouch & { sharedAddress?: string | null })[];

/** What belongs to each lead, in the order found. */
function byPlace<T extends { place: number }>(rows: T[] | null): (place: number) => T[] {
  const groups = new Map<number, T[]>();
  for (const row of rows ?? []) {
    const group = groups.get(row.place);
    if (group) group.push(row);
    else groups.set(row.place, [row]);
  }
  return (place) => groups.get(place) ?? [];
}
