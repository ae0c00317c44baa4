import type { OrgTx } from "@/db/tenant";
import { corporateDomainOf } from "@/lib/contact-points/domain-rules";
import { holdTags } from "@/lib/tags/store";
import type { LeadState, LeadValues, NewLead, SetPoint, SetTag } from "./schema";

const valueColumns = `first_name, last_name, title, email, phone_e164, linkedin, company_id, source, timezone, score, estimated_value_minor, currency,
  expected_close_date, probability_override, metadata, source_metadata`;
// Read by their own types: a record of all fifty columns takes longer to make than its row to store.
const givenColumns = `first_name text, last_name text, title text, email text, phone_e164 text, linkedin text, company_id uuid, source text,
  timezone text, score integer, estimated_value_minor bigint, currency text, expected_close_date date, probability_override real, metadata jsonb, source_metadata jsonb`;
const assignments = valueColumns
  .split(/,\s+/)
  .map((name) => `${name} = n.${name}`)
  .join(", ");

// One text and one parameter for any number of rows: it is prepared once.
const send = (tx: OrgTx, text: string, rows: readonly object[], ...more: string[]) =>
  rows.length > 0 ? tx.sql.unsafe(text, [JSON.stringify(rows), ...more], { prepare: true }) : Promise.resolve([]);

/** Adds many leads at once; search finds them by trigger. */
export async function insertLeads(tx: OrgTx, leads: NewLead[], at: Date): Promise<void> {
  await send(
    tx,
    `insert into leads (id, ${valueColumns}, owner_id, import_id, created_at, updated_at, status_changed_at)
     select id, ${valueColumns}, owner_id, import_id, $2::text::timestamptz, $2::text::timestamptz, $2::text::timestamptz
     from json_to_recordset($1::text::json) as n(id uuid, ${givenColumns}, owner_id uuid, import_id uuid)`,
    leads,
    at.toISOString(),
  );
}

/** Gives many locked leads these values and counts their versions up. */
export async function updateLeads(tx: OrgTx, leads: (LeadValues & { id: string })[], at: Date): Promise<void> {
  await send(
    tx,
    `update leads l set ${assignments}, version = l.version + 1, updated_at = $2::text::timestamptz
     from json_to_recordset($1::text::json) as n(id uuid, ${givenColumns}) where l.org_id = current_org_id() and l.id = n.id`,
    leads,
    at.toISOString(),
  );
}

/** Adds addresses; of a kind that gets a new primary one the old stays, beside it. `fresh` leads have none yet. */
export async function insertPoints(tx: OrgTx, points: SetPoint[], { fresh = false } = {}): Promise<void> {
  const rows = points.map((point) => ({ ...point, corporate_domain: corporateDomainOf(point) }));
  if (!fresh)
    await demote(
      tx,
      points.filter((point) => point.is_primary),
    );
  await send(tx, fresh ? newPointsText : `${newPointsText} ${standingPoints}`, rows);
}

const newPointsText = `insert into contact_points (lead_id, kind, raw, norm, is_primary, corporate_domain)
  select * from json_to_recordset($1::text::json) as n(lead_id uuid, kind text, raw text, norm text, is_primary boolean, corporate_domain text)`;
const standingPoints =
  "on conflict (org_id, lead_id, kind, norm) do update set is_primary = contact_points.is_primary or excluded.is_primary";

const demote = (tx: OrgTx, points: SetPoint[]) =>
  send(
    tx,
    `update contact_points p set is_primary = false, updated_at = now()
     from json_to_recordset($1::text::json) as n(lead_id uuid, kind text, norm text)
     where p.org_id = current_org_id() and p.lead_id = n.lead_id and p.kind = n.kind and p.norm <> n.norm and p.is_primary`,
    points,
  );

/** Puts tags on leads; those that do not exist yet, or are merged away at this moment, are made anew. */
export async function insertTags(tx: OrgTx, list: SetTag[]): Promise<void> {
  const held = await holdTags(
    tx,
    list.map((one) => one.tag),
  );
  const ids = new Map(held.map((tag) => [tag.name, tag.id]));
  await send(
    tx,
    `insert into lead_tags (lead_id, tag_id) select n.lead_id, n.tag_id from json_to_recordset($1::text::json) as n(lead_id uuid, tag_id uuid)
     where n.tag_id is not null on conflict (org_id, lead_id, tag_id) do nothing`,
    list.map(({ lead_id, tag }) => ({ lead_id, tag_id: ids.get(tag) })),
  );
}

/** What another system calls a lead, and the lead that it called so before. */
export type NewLink = { lead_id: string; external_id: string; was: string | null };

/** What another system calls these leads; a name that another lead had goes over to the new one, of two rows to the later. Says what is new. */
export async function insertExternalLinks(
  tx: OrgTx,
  given: Omit<NewLink, "was">[],
  system: string,
): Promise<NewLink[]> {
  const wanted = new Map(given.map((link) => [link.external_id, link]));
  if (wanted.size === 0) return [];
  const before = await tx.sql<Omit<NewLink, "was">[]>`
    select external_id, lead_id from external_links where system = ${system} and external_id = any (${[...wanted.keys()]}::text[])`;
  const was = new Map(before.map((link) => [link.external_id, link.lead_id]));
  const links = [...wanted.values()].filter((link) => was.get(link.external_id) !== link.lead_id);
  await send(
    tx,
    `insert into external_links (lead_id, system, external_id)
     select n.lead_id, $2, n.external_id from json_to_recordset($1::text::json) as n(lead_id uuid, external_id text)
     on conflict (org_id, system, external_id) do update set lead_id = excluded.lead_id, updated_at = now()`,
    links,
    system,
  );
  return links.map((link) => ({ ...link, was: was.get(link.external_id) ?? null }));
}

/** Locks leads in the order of their ids; those that are gone or out of sight are left out. */
export async function lockLeadStates(tx: OrgTx, ids: string[]): Promise<Map<string, LeadState>> {
  if (ids.length === 0) return new Map();
  const locked = await tx.sql<Omit<LeadState, "points" | "tags">[]>`
    select id, ${tx.sql.unsafe(valueColumns.replace("expected_close_date", "expected_close_date::text"))}, owner_id, status, version from leads
    where id = any (${[...new Set(ids)]}::uuid[]) and deleted_at is null order by id for no key update`;
  const here = locked.map((lead) => lead.id);
  const [points, tags] = await Promise.all([
    tx.sql<(LeadState["points"][number] & { lead_id: string })[]>`
      select lead_id, kind, norm, is_primary from contact_points where lead_id = any (${here}::uuid[])`,
    tx.sql<SetTag[]>`
      select lt.lead_id, t.name as tag from lead_tags lt join tags t on t.org_id = lt.org_id and t.id = lt.tag_id
      where lt.lead_id = any (${here}::uuid[])`,
  ]);
  const states = new Map(locked.map((lead): [string, LeadState] => [lead.id, { ...lead, points: [], tags: [] }]));
  for (const { lead_id, ...point } of points) states.get(lead_id)?.points.push(point);
  for (const { lead_id, tag } of tags) states.get(lead_id)?.tags.push(tag);
  return states;
}
