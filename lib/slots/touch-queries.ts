import type { HeldSlot, HeldTouch } from "./rules";

export type TouchRow = Omit<HeldTouch, "at"> & { at: string };

/** The touch `c`, a whole row of communications, as a HeldTouch. A function: as an expression it is made ready for every question. */
export const TOUCH_JSON = "touch_json(c)";

/**
 * The same for many touches at once, each told once: `told`, of the ids that the query `ids` finds. As the function has it, which runs
 * three statements for each touch.
 */
export const toldTouches = (ids: string): string => `
  told as materialized (
    select c.id, json_build_object('communicationId', c.id,
      'user', case when c.user_id is not null then json_build_object('id', c.user_id, 'name', coalesce(m.name, c.actor_name)) end,
      'at', c.occurred_at, 'channel', c.channel, 'subject', c.subject, 'excerpt', c.body_preview,
      'answered', c.replied_at is not null or coalesce(l.last_response_at > c.occurred_at, false), 'waiting', c.status = 'queued',
      'hidden', l.id is null and visible_owners() is not null) as touch
    from communications c left join memberships m on m.org_id = c.org_id and m.user_id = c.user_id
    left join leads l on l.org_id = c.org_id and l.id = c.lead_id
    where c.id = any (array(${ids})))`;

/** A touch as the guard weighs it, out of JSON. */
export const reviveTouch = (touch: TouchRow): HeldTouch => ({ ...touch, at: new Date(touch.at) });

export type SlotRow = Omit<HeldSlot, "since" | "until" | "touch"> & { since: string; until: string; touch: string };

/**
 * Slots under the keys `own`, as far as they overlap the window that a touch at `at` would take on a channel of `ch`. Asked by a list, which
 * the index of the exclusion constraint cannot take: a look there costs ten times as much.
 */
export const heldSlots = (at: string): string => `
  held as materialized (
    select k.place, g.id, g.channel_group, g.span, g.communication_id
    from contact_guards g join own k on k.key = g.scope_key
    where g.scope_key = any (array(select key from own)) and g.scope in ('lead', 'point') and upper(g.span) > ${at} and exists (select from ch where ch.channel_group = g.channel_group and lower(g.span) < ${at} + make_interval(secs => ch.hard_window_seconds)))`;

export const SLOTS_JSON = `
  (select json_agg(json_build_object('place', place, 'guardId', id, 'group', channel_group, 'since', lower(span), 'until', upper(span),
      'touch', communication_id) order by upper(span) desc, id) from held)`;
