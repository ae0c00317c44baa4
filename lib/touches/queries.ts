import { settingsOf } from "@/lib/settings/rules";
import type { SettingKey } from "@/lib/settings/schema";
import { TOUCH_JSON } from "@/lib/slots/touch-queries";
import { SPOKEN_CHANNELS } from "@/lib/texts/rules";

const defaults = settingsOf({});
/** A number of the settings as the facts' query has them in `cfg`, or its default. */
const numberOf = (key: SettingKey) => `coalesce((cfg.stored ->> '${key}')::numeric, ${Number(defaults[key])})`;
const wholeOf = (key: SettingKey) => `${numberOf(key)}::integer`;

/**
 * Where somebody of the company of the lead `q` is found: its companies, and the corporate domains of its addresses. `norms` are this
 * person's own. As `company_keys` has it, which took three times as long, made ready for every lead anew.
 */
export const COMPANY_KEYS = `(
  select
    array(select o.id from leads l join companies o on o.id = l.company_id where l.id = q.lead_id
          union select o.id from contact_points p join companies o on o.domain = p.corporate_domain and not o.free_mail where p.lead_id = q.lead_id) as companies,
    array(select o.domain from leads l join companies o on o.id = l.company_id and not o.free_mail where l.id = q.lead_id and o.domain is not null
          union select p.corporate_domain from contact_points p where p.lead_id = q.lead_id and p.corporate_domain is not null) as domains,
    array(select p.norm from contact_points p where p.lead_id = q.lead_id and not p.shared) as norms
  offset 0)`;

/** Who of the company (`k`, its keys) was reached lately, and how many are in play where there is a ceiling. */
export const companyFacts = (at: string): string => `
  (select json_build_object(
    'recent', (
      with newest as (${newestAtCompany(at, "true")})
      select json_agg(${TOUCH_JSON} order by c.occurred_at desc) from (
        select * from newest
        union all (${newestAtCompany(at, "x.user_id is distinct from (select user_id from newest) and exists (select from newest)")})) c),
    'play', case when cfg.stored ? 'guard.company.limit' then (select json_build_object('others', p.others, 'itself', p.itself)
      from people_in_play(q.lead_id, k.companies, ${at}, ${wholeOf("guard.company.limit_window_days")}, (cfg.stored ->> 'guard.company.limit')::integer) p) end)
    from cfg)`;

/** The newest outreach to somebody else at the company. */
const newestAtCompany = (at: string, which: string) => {
  const found = (key: string, keys: string) => `
    (select x.* from unnest(${keys}) as one(key) cross join lateral (
      select x.* from communications x where x.${key} = one.key and x.direction = 'outbound'
        and x.occurred_at > ${at} - make_interval(days => ${wholeOf("guard.company.window_days")}) and x.occurred_at <= ${at}
        and x.lead_id <> q.lead_id and (x.to_norm = any (k.norms)) is not true and is_attempt(x) and x.guard_kind <> 'reply' and ${which}
      order by x.occurred_at desc limit 1) x)`;
  return `select * from (${found("company_id", "k.companies")} union all ${found("corporate_domain", "k.domains")}) x order by occurred_at desc limit 1`;
};

/** The newest touches to the person over all channels, as many as the rule has to count. */
export const personTouches = (at: string): string => {
  const most = wholeOf("guard.touches.limit");
  const counted = (
    n: string,
  ) => `${n}.occurred_at > ${at} - make_interval(days => ${wholeOf("guard.touches.window_days")}) and ${n}.occurred_at <= ${at}
    and is_attempt(${n}) and ${n}.guard_kind <> 'reply' order by ${n}.occurred_at desc limit ${most}`;
  return `
  (select json_agg(${TOUCH_JSON} order by c.occurred_at desc) from cfg cross join lateral (
    select c.* from (
      (select n.id, n.occurred_at from communications n where n.lead_id = q.lead_id and ${counted("n")})
      union
      select n.id, n.occurred_at from contact_points p join channels ch on ch.address_kind = p.kind and ch.counts_as_contact
        cross join lateral (select n.id, n.occurred_at from communications n where n.to_norm = p.norm and n.channel = ch.code and ${counted("n")}) n
      where p.lead_id = q.lead_id and not p.shared
      order by occurred_at desc limit ${most}) found
    join communications c on c.id = found.id) c)`;
};

/** The nearest text this person or company received, with as much of it as is shown beside the new one. */
export const similarTouch = (at: string, text: string): string => `
  (select json_build_object('similarity', s.score, 'touch', (${TOUCH_JSON})::jsonb || jsonb_build_object('excerpt', left(c.body, 2000)))
    from cfg cross join lateral similar_touch(${text}, q.lead_id, k.norms, k.companies, k.domains,
      array(select code from channels where counts_as_contact and code not in (${SPOKEN_CHANNELS.map((code) => `'${code}'`).join(", ")})),
      ${at}, ${wholeOf("guard.similarity.window_days")}, ${numberOf("guard.similarity.threshold")}::real) s
    join communications c on c.id = s.id)`;

/** The newest touch of each channel `ch` within its soft window: to the lead, or to any address of the person under whatever lead. */
export const recentTouches = (at: string): string => `
  (select json_agg((${TOUCH_JSON})::jsonb || jsonb_build_object('sharedAddress', newest.shared_address))
    from ch cross join lateral (
      select * from (
        (select x as c, null::text as shared_address, x.occurred_at from communications x where x.lead_id = q.lead_id and x.channel = ch.code
          and is_attempt(x) and x.occurred_at <= ${at} and x.occurred_at > ${at} - make_interval(secs => ch.soft_window_seconds)
          order by x.occurred_at desc limit 1)
        union all
        select y.c, case when p.shared and y.lead_id <> q.lead_id then p.raw end, y.occurred_at from contact_points p cross join lateral (
          select x as c, x.lead_id, x.occurred_at from communications x where x.to_norm = p.norm and x.channel = ch.code and is_attempt(x)
            and x.occurred_at <= ${at} and x.occurred_at > ${at} - make_interval(secs => ch.soft_window_seconds)
            order by x.occurred_at desc limit 1) y
          where p.lead_id = q.lead_id and p.kind = ch.address_kind
      ) found order by occurred_at desc limit 1) newest)`;
