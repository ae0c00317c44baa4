import { TOUCH_JSON } from "@/lib/slots/touch-queries";

/**
 * Messages to the lead `q`, or to an address of that person under whatever lead, that wait on a channel of `ch`, within its soft window
 * before or after `at`, the nearest to go first.
 */
export const selectWaiting = (at: string): string => `
  (select json_agg(${TOUCH_JSON} order by c.occurred_at)
   from communications c
   where c.id in (
     select x.id from ch join communications x on x.lead_id = q.lead_id and x.status = 'queued' and x.channel = ch.code
       and ${nearby(at)}
     union all
     select x.id from ch join contact_points p on p.lead_id = q.lead_id and p.kind = ch.address_kind and not p.shared
       join communications x on x.to_norm = p.norm and x.channel = ch.code and x.status = 'queued' and ${nearby(at)}))`;

const nearby = (at: string) =>
  `x.occurred_at > ${at} - make_interval(secs => ch.soft_window_seconds) and x.occurred_at < ${at} + make_interval(secs => ch.soft_window_seconds)`;
