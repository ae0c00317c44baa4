/**
 * `entries`: what stands at `at` against the leads `q` under their addresses `p`, the domains above them, the person, those who were made
 * one with it, and the hashes of who was erased; as `find_dnc_entries` has it for one lead. A single one of `channels` narrows it.
 */
export const entriesOfLeads = (at: string, channels: string): string => `
  valued as materialized (
    select place, kind, norm as value from p
    union all
    select h.place, 'domain', array_to_string(h.parts[u.i:], '.')
    from (select place, string_to_array(split_part(norm, '@', 2), '.') as parts from p where kind = 'email') h
    cross join lateral unnest(h.parts) with ordinality as u(part, i)
    where u.i <= greatest(array_length(h.parts, 1) - 1, 1)
    union all select place, 'person', lead_id::text from q
    union all select q.place, 'person', m.from_id::text from q join lead_merges m on m.root_id = q.lead_id and m.undone_at is null),
  looked as materialized (
    select place, kind, value from valued
    union all
    select place, kind, erased_value(kind, value) from valued where kind in ('email', 'phone', 'linkedin')
      and (select exists (select from dnc_entries h where h.value_hash is not null and h.revoked_at is null))),
  entries as materialized (
    select distinct v.place, e.id, e.kind, e.channel, e.reason, e.created_at, e.expires_at
    from dnc_entries e join looked v on v.value = e.value_norm and v.kind = e.kind
    where e.value_norm = any (array(select value from looked)) and e.revoked_at is null and (e.expires_at is null or e.expires_at > ${at})
      and (e.channel is null or cardinality(${channels}) is distinct from 1 or e.channel = any (${channels})))`;

export const ENTRIES_JSON = `
  (select json_agg(json_build_object('place', place, 'id', id, 'kind', kind, 'channel', channel, 'reason', reason, 'since', created_at,
      'expiresAt', expires_at) order by created_at, id) from entries)`;
