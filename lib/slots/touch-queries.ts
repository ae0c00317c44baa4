import type { HeldTouch } from "./rules";

export type TouchRow = Omit<HeldTouch, "at"> & { at: string };

/** The touch `c` by the member `m` as a HeldTouch. */
export const TOUCH_JSON = `json_build_object('communicationId', c.id, 'user', case when c.user_id is not null
    then json_build_object('id', c.user_id, 'name', coalesce(m.name, c.actor_name)) end, 'at', c.occurred_at, 'channel', c.channel,
    'subject', c.subject, 'excerpt', c.body_preview, 'answered', c.replied_at is not null or coalesce((select h.last_response_at > c.occurred_at from leads h where h.org_id = c.org_id and h.id = c.lead_id), false), 'waiting', c.status = 'queued',
    'hidden', (select visible_owners()) is not null and not exists (select from leads h where h.org_id = c.org_id and h.id = c.lead_id))`;

export const reviveTouch = (touch: TouchRow): HeldTouch => ({ ...touch, at: new Date(touch.at) });
