/** Touches that were planned and went or may go out without the rows of the slot they need: their own, or that of the message they answer. */
export const plannedWithoutSlot = `
  select count(*)::int as count
  from communications c join channels ch on ch.org_id = c.org_id and ch.code = c.channel
  where c.org_id = current_org_id() and c.intent = 'planned' and c.direction = 'outbound' and c.counts_as_contact
    and c.status not in ('draft', 'cancelled', 'blocked')
    and not exists (select from contact_guards r where r.org_id = c.org_id and r.communication_id = c.id and r.kind = 'reply')
    and exists (
      select from (values ('lead', c.lead_id::text), ('point', ch.address_kind || ':' || c.to_norm)) as k(scope, scope_key)
      where k.scope_key is not null and not exists (
        select from contact_guards g where g.org_id = c.org_id and g.communication_id = c.id and ((g.scope = k.scope and g.scope_key = k.scope_key) or (k.scope = 'point' and g.scope = 'lead' and g.shared_point = k.scope_key))))`;

export const overlappingSlots = `
  select count(*)::int as count
  from contact_guards g join contact_guards h on h.org_id = g.org_id and h.scope = g.scope and h.scope_key = g.scope_key
    and h.channel_group = g.channel_group and h.span && g.span and h.id > g.id
  where g.org_id = current_org_id()`;

/** Slots of no touch, of another lead's touch, or still standing for a touch that will not go out. */
export const strayingSlots = `
  select count(*)::int as count
  from contact_guards g left join communications c on c.org_id = g.org_id and c.id = g.communication_id
  where g.org_id = current_org_id()
    and (c.id is null or (g.scope = 'lead' and g.scope_key <> c.lead_id::text)
      or (g.released_at is null and c.status in ('cancelled', 'blocked')))`;

/** Overridden touches without their recorded decision, and decisions of no such touch. */
export const looseOverrides = `
  select count(*)::int as count
  from (select id, override_id from communications where org_id = current_org_id() and (guard_kind = 'override' or override_id is not null)) c
  full join (select id, communication_id from outreach_overrides where org_id = current_org_id()) o
    on o.id = c.override_id and o.communication_id = c.id
  where c.id is null or o.id is null`;

/** Collisions whose kind and touches do not fit: nothing was stored for a prevented one, and the others are of their lead. */
export const looseCollisions = `
  select count(*)::int as count
  from collision_incidents i
  left join communications c on c.org_id = i.org_id and c.id = i.communication_id
  left join communications o on o.org_id = i.org_id and o.id = i.other_communication_id
  where i.org_id = current_org_id()
    and ((i.kind = 'prevented') <> (i.communication_id is null)
      or (i.communication_id is not null and (c.id is null or c.lead_id <> i.lead_id or c.channel <> i.channel))
      or (i.other_communication_id is not null and o.id is null)
      or i.communication_id = i.other_communication_id)`;
