import { settingsOf } from "@/lib/settings/rules";
import type { SettingKey } from "@/lib/settings/schema";
import { TOUCH_JSON } from "@/lib/slots/touch-queries";
import { SPOKEN_CHANNELS } from "@/lib/texts/rules";

const defaults = settingsOf({});
/** A number of the settings as the facts' query has them in `cfg`, or its default. */
const numberOf = (key: SettingKey) => `coalesce((cfg.stored ->> '${key}')::numeric, ${Number(defaults[key])})`;
const wholeOf = (key: SettingKey) => `${numberOf(key)}::integer`;

/** Who of the company (`k`, its keys) was reached lately, and how many are in play where there is a ceiling. */
export const companyFacts = (at: string): string => `
  (select json_build_object(
    'recent', (select json_agg(${TOUCH_JSON} order by c.occurred_at desc)
      from recent_at_company(q.lead_id, k.companies, k.domains, k.norms, ${at}, ${wholeOf("guard.company.window_days")}) c),
    'play', case when cfg.stored ? 'guard.company.limit' then (select json_build_object('others', p.others, 'itself', p.itself)
      from people_in_play(q.lead_id, k.companies, ${at}, ${wholeOf("guard.company.limit_window_days")}, (cfg.stored ->> 'guard.company.limit')::integer) p) end)
    from cfg)`;

/** The newest touches to the person over all channels, as many as the rule has to count. */
export const personTouches = (at: string): string => `
  (select json_agg(${TOUCH_JSON} order by c.occurred_at desc)
    from cfg cross join lateral recent_to_person(q.lead_id, ${at}, ${wholeOf("guard.touches.window_days")}, ${wholeOf("guard.touches.limit")}) as p(id)
    join communications c on c.id = p.id)`;

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
