import type { OrgTx } from "@/db/tenant";
import type { PresenceNotice } from "@/lib/live/presence-rules";

export type Claim = { leadId: string; group: string; userId: string };

/** A claim lasts this long; whoever goes on typing renews it. */
export const claimSeconds = 300;

/** Whoever begins, renews or takes over at one address waits for the other, in one order: 20 at once deadlocked without it. */
export async function lockClaims(tx: OrgTx, leadId: string): Promise<void> {
  await tx.sql`
    select pg_advisory_xact_lock(k.key) from (
      select distinct hashtextextended(current_org_id()::text || s.scope_key, 40) as key
      from (select 'lead:' || ${leadId}::text as scope_key
            union all select kind || ':' || norm from contact_points where lead_id = ${leadId} and not shared) s order by 1) k`;
}

/** Claims the lead and the person's addresses for one writer, all of them or none. */
export async function takeClaim(
  tx: OrgTx,
  { leadId, group, userId }: Claim,
  at: Date,
): Promise<"taken" | "renewed" | "held"> {
  const [row] = await tx.sql<{ outcome: "taken" | "renewed" | "held" }[]>`
    select take_claim(${leadId}, ${group}, ${userId}, ${at}, ${claimSeconds}) as outcome`;
  return row?.outcome ?? "held";
}

/** Ends the claims of colleagues that stand in the way, each of them whole, and says whose they were. */
export async function endClaimsInTheWay(tx: OrgTx, { leadId, group, userId }: Claim, at: Date): Promise<Claim[]> {
  const ended = await tx.sql<{ lead_id: string; user_id: string }[]>`
    with blocking as (
      select distinct c.user_id, c.lead_id
      from (select 'lead:' || ${leadId}::text as scope_key
            union all select kind || ':' || norm from contact_points where lead_id = ${leadId} and not shared) k
      join outreach_claims c on c.scope_key = k.scope_key and c.channel_group = ${group} and c.user_id <> ${userId}
        and c.expires_at > ${at}),
    locked as (
      select c.id from outreach_claims c join blocking b on b.user_id = c.user_id and b.lead_id = c.lead_id
      where c.channel_group = ${group} order by c.scope_key for update of c)
    delete from outreach_claims c using locked where c.id = locked.id returning c.lead_id, c.user_id`;
  const whose = new Map(ended.map((row) => [`${row.lead_id} ${row.user_id}`, row]));
  return [...whose.values()].map((row) => ({ leadId: row.lead_id, group, userId: row.user_id }));
}

/** Ends what this person has claimed on the lead, but for one channel group when it is given; says in which groups that was. */
export async function endOwnClaims(tx: OrgTx, leadId: string, userId: string, but: string | null): Promise<Claim[]> {
  const ended = await tx.sql<{ channel_group: string }[]>`
    delete from outreach_claims where lead_id = ${leadId} and user_id = ${userId}
      and (${but}::text is null or channel_group <> ${but}) returning channel_group`;
  return [...new Set(ended.map((row) => row.channel_group))].map((group) => ({ leadId, group, userId }));
}

/**
 * Told to everybody's streams when this commits, for every lead of the person. Inside the transaction, unlike the sealer's hint: drafts
 * begin and end at a human pace.
 */
export async function tellDrafting(
  tx: OrgTx,
  { leadId, group, userId }: Claim,
  { since, until, takenFrom = null }: { since: Date; until: Date | null; takenFrom?: string | null },
): Promise<void> {
  const notice: Omit<PresenceNotice, "user" | "lead"> = {
    kind: "drafting",
    org: tx.orgId,
    about: userId,
    method: group,
    at: since.toISOString(),
    until: until?.toISOString() ?? null,
    taken_from: takenFrom,
    written_on: leadId,
  };
  await tx.sql`
    select pg_notify('touchline_presence', (${JSON.stringify(notice)}::jsonb || jsonb_build_object('lead', l.id, 'user',
      case when m.shows_writing then jsonb_build_object('id', m.user_id, 'name', m.name) end))::text)
    from memberships m cross join (
      select ${leadId}::uuid as id
      union (select other.lead_id from contact_points own
        join contact_points other on other.kind = own.kind and other.norm = own.norm
        where own.lead_id = ${leadId} and not own.shared limit ${mostLeads})) l
    where m.user_id = ${userId}`;
}

/** Of one person; more rows than this are a list, not a person. */
const mostLeads = 50;
