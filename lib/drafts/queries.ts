import type { OrgTx } from "@/db/tenant";
import { invalid, notFound } from "@/lib/core/errors";
import type { ClaimedDraft } from "./schema";

/** Somebody writes to this person: a claim that runs. `user` is null when they would rather not be named. */
export type DraftFact = {
  group: string;
  userId: string;
  user: { id: string; name: string } | null;
  since: Date;
  until: Date;
};

/** The channel group somebody writes in; NOT_FOUND when the lead is not here, INVALID when the channel does not count as contact. */
export async function getGroup(tx: OrgTx, leadId: string, channel: string): Promise<string> {
  const [row] = await tx.sql<{ here: boolean; group: string | null }[]>`
    select exists (select from leads where id = ${leadId} and deleted_at is null) as here,
      (select channel_group from channels where code = ${channel} and counts_as_contact) as "group"`;
  if (!row?.here) throw notFound("lead");
  if (!row.group) throw invalid("method", `There is no channel "${channel}" that counts as contact here.`);
  return row.group;
}

/** NOT_FOUND when the lead was never here; a deleted one may still be left. */
export async function requireLead(tx: OrgTx, leadId: string): Promise<void> {
  const rows = await tx.sql`select from leads where id = ${leadId}`;
  if (rows.length === 0) throw notFound("lead");
}

/** Who else is writing to the lead or to one of the person's addresses in this group; the earliest. Unnamed on a lead out of sight. */
export async function findDraft(
  tx: OrgTx,
  { leadId, group, userId, at }: { leadId: string; group: string; userId: string; at: Date },
): Promise<ClaimedDraft["draft"]> {
  const [row] = await tx.sql<{ user: { id: string; name: string } | null; since: Date; until: Date }[]>`
    select c.created_at as since, c.expires_at as until,
      case when m.shows_writing and exists (select from leads l where l.id = c.lead_id) then json_build_object('id', m.user_id, 'name', m.name) end as "user"
    from (select 'lead:' || ${leadId}::text as scope_key
          union all select kind || ':' || norm from contact_points where lead_id = ${leadId} and not shared) k
    join outreach_claims c on c.scope_key = k.scope_key and c.channel_group = ${group} and c.user_id <> ${userId} and c.expires_at > ${at}
    join memberships m on m.user_id = c.user_id
    order by c.created_at, c.id limit 1`;
  return row ? { user: row.user, since: row.since.toISOString(), until: row.until.toISOString(), method: group } : null;
}

export type DraftRow = Omit<DraftFact, "since" | "until"> & {
  place: number;
  since: string;
  until: string;
  /** on which leads of the person */
  leads: string[];
};

/** The claims on the leads `q` and on every address (the keys `own`) that are not over at `at`; a part of the guard's one question. */
export const draftsJson = (at: string): string => `
  (select json_agg(json_build_object('place', d.place, 'group', d.channel_group, 'userId', d.user_id, 'since', d.since, 'until', d.until, 'leads', d.leads,
      'user', case when m.shows_writing then json_build_object('id', m.user_id, 'name', m.name) end) order by d.since, d.user_id)
    from (
      select k.place, o.channel_group, o.user_id, min(o.created_at) as since, max(o.expires_at) as until, array_agg(distinct o.lead_id) as leads
      from (select place, key from own where key like '%:%' union all select place, 'lead:' || lead_id from q) k
      join outreach_claims o on o.scope_key = k.key and o.expires_at > ${at}
      group by k.place, o.channel_group, o.user_id) d
    join memberships m on m.user_id = d.user_id)`;

/** The drafts without the names of those who write on leads that the asker may not see; asks only where there is such a lead. */
export async function withoutUnseen(
  tx: OrgTx,
  drafts: DraftRow[] | null,
  asked: readonly string[],
): Promise<DraftRow[] | null> {
  const elsewhere = (drafts ?? []).filter((one) => !one.leads.some((id) => asked.includes(id)));
  if (!drafts || elsewhere.length === 0) return drafts;
  const rows = await tx.sql<{ id: string }[]>`
    select id from leads where id = any (${elsewhere.flatMap((one) => one.leads)}::uuid[])`;
  const seen = new Set([...asked, ...rows.map((row) => row.id)]);
  return drafts.map((one) => (one.leads.some((id) => seen.has(id)) ? one : { ...one, user: null }));
}

export const reviveDraft = ({ place, leads, ...row }: DraftRow): DraftFact => ({
  ...row,
  since: new Date(row.since),
  until: new Date(row.until),
});
