import type { OrgTx } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import type { Content, Evidence, Suggestion, SuggestionType } from "./schema";

export type NewSuggestion = {
  leadId: string;
  userId: string | null;
  type: SuggestionType;
  cause: string;
  /** the same cause about the same thing is proposed once, ever */
  fingerprint: string;
  channel: string | null;
  content: Content;
  reasoning: string;
  evidence: Evidence[];
  confidence: number;
  expiresAt: Date;
  /** the newest touch of the lead */
  anchorId: string | null;
  status: "PENDING" | "EXPIRED";
  notBefore: Date | null;
  replyToId: string | null;
  error: string | null;
};

/** Puts suggestions down; what was proposed before about the same thing is not proposed again. Returns those that are new. */
export async function insertSuggestions(
  tx: OrgTx,
  list: NewSuggestion[],
  at: Date,
): Promise<{ id: string; lead_id: string; type: string }[]> {
  const added = await Promise.all(
    list.map((one) => {
      const content = JSON.stringify(one.content);
      return tx.sql<{ id: string; lead_id: string; type: string }[]>`
        insert into suggestions (id, lead_id, type, status, cause, fingerprint, channel, user_id, content, proposed, reasoning, evidence, confidence,
          anchor_id, reply_to_id, not_before, expires_at, error, created_at, updated_at)
        values (${newId()}, ${one.leadId}, ${one.type}, ${one.status}, ${one.cause}, ${one.fingerprint}, ${one.channel}, ${one.userId},
          ${content}::text::jsonb, ${content}::text::jsonb, ${one.reasoning}, ${JSON.stringify(one.evidence)}::text::jsonb, ${one.confidence},
          ${one.anchorId}, ${one.replyToId}, ${one.notBefore}, ${one.expiresAt}, ${one.error}, ${at}, ${at})
        on conflict (org_id, lead_id, fingerprint) do nothing returning id, lead_id, type`;
    }),
  );
  return added.flat();
}

/** Grounds of what a sequence does by itself while somebody is in it: a second voice beside it would stop it, or be one too many. */
export const LEFT_TO_SEQUENCES = "'no_answer', 'hot_silent', 'other_channel'";
export const inSequence = (leadId: string) =>
  `exists (select from lead_sequence_enrollments e where e.org_id = current_org_id() and e.lead_id = ${leadId} and e.status in ('active', 'paused', 'parked'))`;

/**
 * Ends what waits and has no ground any more: it is too old, its lead is gone, closed, has a newer touch, or went into a sequence. Returns those that ended.
 * In the order of their ids, as everybody locks.
 */
export async function expireSuggestions(tx: OrgTx, at: Date): Promise<{ id: string; lead_id: string }[]> {
  const rows = await tx.sql<{ id: string; lead_id: string }[]>`
    update suggestions set status = 'EXPIRED', updated_at = ${at} where id in (
      select s.id from suggestions s join leads l on l.org_id = s.org_id and l.id = s.lead_id
      where s.status in ('PENDING', 'MODIFIED') and (s.expires_at <= ${at} or l.deleted_at is not null
        or l.status in ('converted', 'lost', 'unqualified') or l.last_communication_id is distinct from s.anchor_id and s.type <> 'TASK'
        or s.cause in (${tx.sql.unsafe(LEFT_TO_SEQUENCES)}) and ${tx.sql.unsafe(inSequence("s.lead_id"))})
      order by s.id limit 500 for update of s skip locked)
    returning id, lead_id`;
  return rows.map(({ id, lead_id }) => ({ id, lead_id }));
}

/** What was carried out about these leads and whose message did not get through, came back or was cancelled: it has failed. Returns those. */
export async function failSuggestions(
  tx: OrgTx,
  leadIds: string[],
  at: Date,
): Promise<{ id: string; lead_id: string }[]> {
  if (leadIds.length === 0) return [];
  const rows = await tx.sql<{ id: string; lead_id: string }[]>`
    update suggestions set status = 'FAILED', error = failed.code, updated_at = ${at} from (
      select s.id, coalesce(c.error_code, 'NOT_SENT') as code from suggestions s join communications c on c.org_id = s.org_id and c.id = s.communication_id
      where s.lead_id = any (${leadIds}::uuid[]) and s.status = 'EXECUTED' and c.status in ('rejected', 'failed', 'blocked', 'bounced', 'cancelled')
      order by s.id for update of s skip locked) failed
    where suggestions.id = failed.id returning suggestions.id, lead_id`;
  return rows.map(({ id, lead_id }) => ({ id, lead_id }));
}

export type LockedSuggestion = Pick<Suggestion, "id" | "lead_id" | "type" | "status" | "version" | "channel"> & {
  content: Content;
  proposed: Content;
  anchor_id: string | null;
  newest_id: string | null;
  expires_at: Date;
  reply_to_id: string | null;
  decided_by_name: string | null;
};

/** The lead of a suggestion; NOT_FOUND when either is not here or out of sight. */
export async function getLeadOf(tx: OrgTx, id: string): Promise<string> {
  const [row] = await tx.sql<{ lead_id: string }[]>`
    select s.lead_id from suggestions s join leads l on l.org_id = s.org_id and l.id = s.lead_id and l.deleted_at is null where s.id = ${id}`;
  if (!row) throw notFound("suggestion");
  return row.lead_id;
}

/** The suggestion, locked behind its lead. */
export async function lockSuggestion(tx: OrgTx, id: string): Promise<LockedSuggestion> {
  const [row] = await tx.sql<LockedSuggestion[]>`
    select s.id, s.lead_id, s.type, s.status, s.version, s.channel, s.content, s.proposed, s.anchor_id, s.reply_to_id, s.expires_at,
      l.last_communication_id as newest_id, m.name as decided_by_name
    from suggestions s join leads l on l.org_id = s.org_id and l.id = s.lead_id and l.deleted_at is null
    left join memberships m on m.org_id = s.org_id and m.user_id = s.decided_by where s.id = ${id} for update of s`;
  if (!row) throw notFound("suggestion");
  return row;
}

type By = { by: string; at: Date; automatic?: boolean };

/** Writes that somebody approved it and what came of it, in the two steps that the states know. */
export async function updateExecuted(
  tx: OrgTx,
  id: string,
  made: { communicationId?: string; noteId?: string },
  { by, at, automatic = false }: By,
): Promise<void> {
  await tx.sql`update suggestions set status = 'APPROVED', automatic = ${automatic}, decided_by = ${by}, decided_at = ${at}, updated_at = ${at} where id = ${id}`;
  await tx.sql`update suggestions set status = 'EXECUTED', communication_id = ${made.communicationId ?? null}, note_id = ${made.noteId ?? null} where id = ${id}`;
}

export async function updateRejected(tx: OrgTx, id: string, reason: string | null, { by, at }: By): Promise<void> {
  await tx.sql`update suggestions set status = 'REJECTED', reason = ${reason}, decided_by = ${by}, decided_at = ${at}, updated_at = ${at} where id = ${id}`;
}

/** Another version of what it says. */
export async function updateContent(
  tx: OrgTx,
  id: string,
  content: Content,
  editShare: number | null,
  at: Date,
): Promise<void> {
  await tx.sql`update suggestions set status = 'MODIFIED', content = ${JSON.stringify(content)}::text::jsonb, edit_share = ${editShare},
    version = version + 1, updated_at = ${at} where id = ${id}`;
}

export async function updateSnoozed(tx: OrgTx, id: string, until: Date, at: Date): Promise<void> {
  await tx.sql`update suggestions set snoozed_until = ${until}, updated_at = ${at} where id = ${id}`;
}

/** Why it did not go out by itself. */
export async function updateHeldBack(tx: OrgTx, id: string, code: string, at: Date): Promise<void> {
  await tx.sql`update suggestions set error = ${code}, updated_at = ${at} where id = ${id}`;
}
