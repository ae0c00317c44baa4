import { settingsOf } from "@/lib/settings/rules";
import type { SettingKey } from "@/lib/settings/schema";
import { SPOKEN_CHANNELS } from "@/lib/texts/rules";

const defaults = settingsOf({});
/** A number of the settings as the facts' query has them in `cfg`, or its default. */
const numberOf = (key: SettingKey) => `coalesce((cfg.stored ->> '${key}')::numeric, ${Number(defaults[key])})`;
const wholeOf = (key: SettingKey) => `${numberOf(key)}::integer`;

/** A touch in the answer of the guard's question: whose lead of those asked, and its id among the touches told. */
export type FoundTouch = { place: number; id: string };

// As `current_settings` has it: made ready with the rest it takes a tenth of a millisecond less.
const CURRENT_SETTINGS = `
      select coalesce(jsonb_object_agg(s.key, s.value) filter (where s.value <> 'null'), '{}')
      from (select distinct on (c.key) c.key, c.value from system_config c where c.org_id = (select current_org_id()) order by c.key, c.version desc) s`;

/**
 * The settings as they are stored, and of them, worked out once: since when touches count to a person within any window (`near_since`),
 * under the rule of too many touches (`person_since`, `person_limit`) and at a company (`company_since`, null where an admin
 * switched that off: what waits is ahead of any window). Asks the channels `ch`.
 */
export const settingsAt = (at: string): string => `
  cfg as materialized (
    select cfg.stored, ${at} - make_interval(secs => greatest((select max(soft_window_seconds) from ch), 86400 * ${wholeOf("guard.touches.window_days")})) as near_since,
      ${at} - make_interval(days => ${wholeOf("guard.touches.window_days")}) as person_since, ${wholeOf("guard.touches.limit")} as person_limit,
      ${at} - make_interval(days => nullif(${wholeOf("guard.company.window_days")}, 0)) as company_since
    from (${CURRENT_SETTINGS}) as cfg(stored))`;

const waits = "x.status = 'queued'";
// What is leaving, and what may have arrived, stands as what was sent.
const went =
  "(is_attempt(x) or (x.direction = 'outbound' and x.counts_as_contact and x.status in ('sending', 'unknown')))";
const columns = `x.id, x.channel, x.occurred_at, ${waits} as waits, x.guard_kind <> 'reply' as counts`;

/**
 * `near`: what was sent, may have arrived or waits, to the leads `q` and to any address `p` of the person under whatever lead, within the longest of the
 * windows. `recent`: of it the newest of each channel `ch` within its soft window. `waiting`: what waits on such a channel within its soft
 * window before or after. `person`: the newest over all channels, as many as the rule counts, or none.
 */
export const touchesOfPerson = (at: string): string => `
  near as materialized (
    select q.place, ${columns}, null::text as shared_address, false as shared
    from q join communications x on x.lead_id = q.lead_id and x.occurred_at > (select near_since from cfg) and (${went} or ${waits})
    union all
    select p.place, ${columns}, case when p.shared and x.lead_id <> p.lead_id then p.raw end, p.shared
    from p join communications x on x.to_norm = p.norm and x.occurred_at > (select near_since from cfg) and (${went} or ${waits})),
  recent as materialized (
    select distinct on (n.place, n.channel) n.place, n.id, n.shared_address
    from near n join ch on ch.code = n.channel
    where not n.waits and n.occurred_at <= ${at} and n.occurred_at > ${at} - make_interval(secs => ch.soft_window_seconds)
    order by n.place, n.channel, n.occurred_at desc, n.id, n.shared_address nulls first),
  waiting as materialized (
    select distinct n.place, n.id, n.occurred_at
    from near n join ch on ch.code = n.channel
    where n.waits and not n.shared and n.occurred_at > ${at} - make_interval(secs => ch.soft_window_seconds)
      and n.occurred_at < ${at} + make_interval(secs => ch.soft_window_seconds)),
  person as materialized (
    select one.place, (array_agg(one.id order by one.occurred_at desc, one.id))[1:cfg.person_limit] as ids
    from cfg cross join lateral (
      select distinct n.place, n.id, n.occurred_at from near n
      where not n.waits and n.counts and not n.shared and n.occurred_at <= ${at} and n.occurred_at > cfg.person_since) one
    group by one.place, cfg.person_limit having count(*) >= cfg.person_limit)`;

export const RECENT_JSON =
  "(select json_agg(json_build_object('place', place, 'id', id, 'sharedAddress', shared_address) order by id) from recent)";
export const WAITING_JSON =
  "(select json_agg(json_build_object('place', place, 'id', id) order by occurred_at, id) from waiting)";
export const PERSON_JSON = `
  (select json_agg(json_build_object('place', n.place, 'id', u.id) order by u.nth)
    from person n cross join lateral unnest(n.ids) with ordinality as u(id, nth))`;

/**
 * Where somebody of the company of the leads `q` is found: its companies, and the corporate domains of its addresses `p`. `norms` are this
 * person's own. As `company_keys` has it, which took three times as long, made ready for every lead anew.
 */
const COMPANY_KEYS = `
  norms as materialized (
    select q.place, q.lead_id, coalesce(n.norms, '{}') as norms
    from q left join (select place, array_agg(norm) as norms from p where not shared group by place) n on n.place = q.place),
  employer as materialized (
    select q.place, o.id, o.domain, o.free_mail, o.timezone from q join companies o on o.id = q.company_id),
  company as materialized (
    select n.*, k.id from (
      select place, id from employer
      union select p.place, o.id from p join companies o on o.domain = p.corporate_domain and not o.free_mail) k
    join norms n on n.place = k.place),
  corporate as materialized (
    select n.*, k.domain from (
      select place, domain from employer where not free_mail and domain is not null
      union select place, corporate_domain from p where corporate_domain is not null) k
    join norms n on n.place = k.place)`;

/** `reached`: of each company and each domain the newest outreach to somebody else there, promised or done, and the newest by another person than that. */
export const touchesOfCompany = (at: string): string => `${COMPANY_KEYS},
  reached as materialized (
    ${newestAt("company", "x.company_id = k.id", at)}
    union
    ${newestAt("corporate", "x.corporate_domain = k.domain", at)})`;

const newestAt = (keys: string, there: string, at: string) => {
  const found = (which = "") => `
      select x.id, x.user_id, x.occurred_at from communications x where ${there} and x.direction = 'outbound'
        and x.occurred_at > (select company_since from cfg) and (x.status in ('queued', 'sending', 'unknown') or (x.occurred_at <= ${at} and is_attempt(x)))
        and x.lead_id <> k.lead_id and (x.to_norm = any (k.norms)) is not true and x.guard_kind <> 'reply' ${which}
      order by x.occurred_at desc limit 1`;
  return `select k.place, x.id, x.occurred_at from ${keys} k cross join lateral (${found()}) newest cross join lateral (
      select newest.id, newest.occurred_at union all select id, occurred_at from (${found("and x.user_id is distinct from newest.user_id")}) other) x`;
};

export const REACHED_JSON =
  "(select json_agg(json_build_object('place', place, 'id', id) order by occurred_at desc, id) from reached)";

/** How many others of the company of the lead `q` are in play where there is a ceiling. */
export const peopleInPlay = (at: string): string => `
  case when cfg.stored ? 'guard.company.limit' then (select json_build_object('others', p.others, 'itself', p.itself)
    from people_in_play(q.lead_id, array(select id from company where company.place = q.place), ${at}, ${wholeOf("guard.company.limit_window_days")},
      (cfg.stored ->> 'guard.company.limit')::integer) p) end`;

/** `alike`: the nearest text this person or company received, with as much of it as is shown beside the new one. */
export const similarTouch = (at: string, text: string): string => `
  alike as materialized (
    select s.id, s.score, left(c.body, 2000) as excerpt
    from cfg cross join lateral similar_touch(${text}, (select lead_id from q), (select norms from norms), array(select id from company),
      array(select domain from corporate),
      array(select code from channels where counts_as_contact and code not in (${SPOKEN_CHANNELS.map((code) => `'${code}'`).join(", ")})),
      ${at}, ${wholeOf("guard.similarity.window_days")}, ${numberOf("guard.similarity.threshold")}::real) s
    join communications c on c.id = s.id)`;
