import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import { gatherFactsOfLeads } from "@/lib/facts/queries";
import { assessOutreach } from "@/lib/guard/rules";
import { listSteps } from "@/lib/sequences/queries";
import type { SequenceStep } from "@/lib/sequences/schema";
import { type Assessed, assessEnrollment, type Candidate, firstContact } from "./rules";
import type { EnrollOutcome, EnrollPreview, MovePreview } from "./schema";
import { inTurn, type Turn, touchOfTurn, turnWords } from "./turn-rules";

export type RunningSequence = {
  id: string;
  name: string;
  alongside: boolean;
  versionId: string;
  steps: SequenceStep[];
};

/** A sequence that takes people, with the steps of its live version; SEQUENCE_NOT_ACTIVE when it does not run. */
export async function getRunningSequence(tx: OrgTx, id: string): Promise<RunningSequence> {
  const [row] = await tx.sql<
    { id: string; name: string; state: string; alongside: boolean; live_version_id: string | null }[]
  >`
    select id, name, state, alongside, live_version_id from nurture_sequences where id = ${id} for share`;
  if (!row) throw notFound("sequence");
  if (row.state !== "active" || !row.live_version_id) {
    const words = { draft: "It was never published.", paused: "It is paused.", archived: "It was put away." }[
      row.state
    ];
    throw new AppError("SEQUENCE_NOT_ACTIVE", `${words ?? "It does not run."} Nobody was enrolled.`, {
      extra: { state: row.state },
    });
  }
  const { name, alongside, live_version_id: versionId } = row;
  return { id, name, alongside, versionId, steps: await listSteps(tx, versionId) };
}

type LeadRow = {
  id: string;
  name: string;
  status: string;
  needs_reply: boolean;
  owner: Turn["sender"] | null;
  keys: string[];
  running: Candidate["running"];
};

export type AssessedLead = Assessed & { senderId: string };

/** What enrolling these leads would come to, in the order asked; who is not here is left out. Of colleagues at one company one goes first. */
export async function assessLeadsFor(
  tx: OrgTx,
  sequence: RunningSequence,
  leadIds: string[],
  ctx: Context,
): Promise<AssessedLead[]> {
  const { steps, alongside } = sequence;
  const rows = await tx.sql<LeadRow[]>`
    select l.id, coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, l.phone_e164, 'Unnamed lead') as name, l.status,
      l.needs_reply, (select jsonb_build_object('id', o.user_id, 'name', o.name) from memberships o where o.user_id = l.owner_id and o.active) as owner,
      (select k.companies::text[] || k.domains from company_keys(l.id) k) as keys,
      coalesce((select jsonb_agg(jsonb_build_object('name', s.name, 'same', s.id = ${sequence.id}, 'alongside', e.alongside))
        from lead_sequence_enrollments e join nurture_sequences s on s.id = e.sequence_id
        where e.lead_id = l.id and e.status in ('active', 'paused', 'parked')), '[]') as running
    from leads l where l.id = any (${leadIds}::uuid[]) and l.deleted_at is null and l.merged_into_id is null`;
  const known = new Map(rows.map((row) => [row.id, row]));
  const ids = [...new Set(leadIds)].filter((id) => known.has(id));
  if (ids.length === 0) return [];
  const contact = firstContact(steps);
  const at = plusSeconds(ctx.now, (contact?.hours ?? 0) * 3600);
  const facts = await gatherFactsOfLeads(tx, ids, at, contact ? [contact.channel] : null);
  const asked = facts.flatMap((one) => {
    const row = known.get(one.leadId);
    if (!row) return [];
    const { id, name, status, needs_reply: needsReply, running, keys } = row;
    const sender = row.owner ?? { id: ctx.actor.userId, name: ctx.actor.name };
    // As the engine asks: in whose name it goes, not who enrolls.
    const asker = { userId: sender.id, role: "rep" as const, via: "job" as const };
    const channel = contact ? one.channels.find((other) => other.code === contact.channel) : undefined;
    const assess = (before: Turn | null) => {
      const touches = before && channel ? [touchOfTurn(before, channel.code)] : [];
      const company = { ...one.company, recent: [...touches, ...one.company.recent] };
      const answer = channel ? assessOutreach({ ...one, company, running: [] }, channel, asker, at) : null;
      const candidate = { id, name, status, needsReply, running, zones: one.place.zones, answer };
      const assessed = assessEnrollment(candidate, steps, alongside, ctx.now);
      const reason = before && assessed.code === "COMPANY_RECENT" ? turnWords(before) : assessed.reason;
      return { ...assessed, reason, senderId: sender.id };
    };
    return [{ lead: name, sender, keys, assess }];
  });
  // With no window nobody at a company stands in anybody's way.
  const apart = contact !== null && (facts[0]?.settings["guard.company.window_days"] ?? 0) > 0;
  return apart ? inTurn(asked, steps) : asked.map(({ assess }) => assess(null));
}

export const toOutcome = ({ id, name, outcome, code, reason, beginsAt }: Assessed): EnrollOutcome => ({
  lead: { id, name },
  outcome,
  code,
  reason,
  begins_at: outcome === "skipped" ? null : beginsAt.toISOString(),
});

/** Those asked for who are not here, each once: deleted, merged into another, out of sight or never there. */
export function listGone(asked: readonly string[], found: readonly Pick<Assessed, "id">[]): EnrollOutcome[] {
  const here = new Set(found.map((one) => one.id));
  return [...new Set(asked)].flatMap((id) =>
    here.has(id)
      ? []
      : [
          {
            lead: { id, name: "Unknown lead" },
            outcome: "skipped",
            code: "NOT_FOUND",
            reason: GONE,
            begins_at: null,
          } as const,
        ],
  );
}

const GONE = "There is no such lead here. It was deleted or merged, or belongs to somebody else.";

export async function previewEnrollment(
  tx: OrgTx,
  { sequence_id, lead_ids }: { sequence_id: string; lead_ids: string[] },
  ctx: Context,
): Promise<EnrollPreview> {
  const list = await assessLeadsFor(tx, await getRunningSequence(tx, sequence_id), lead_ids, ctx);
  const count = (outcome: Assessed["outcome"]) => list.filter((one) => one.outcome === outcome).length;
  const gone = listGone(lead_ids, list);
  return {
    ok: count("ok"),
    skipped: count("skipped") + gone.length,
    decide: count("decide"),
    data: [...list.map(toOutcome), ...gone],
  };
}

export type MoveRow = MovePreview["data"][number] & { to_step_id: string | null; lead_id: string; status: string };

/** Who is on an older version of a sequence, and at which step of the live one they would go on: the one of the same number. */
export async function listMoves(tx: OrgTx, sequenceId: string, ids: string[] | null): Promise<MoveRow[]> {
  return tx.sql<MoveRow[]>`
    select e.id as enrollment_id, e.lead_id, e.status,
      jsonb_build_object('id', l.id, 'name', coalesce(nullif(concat_ws(' ', l.first_name, l.last_name), ''), l.email, 'Unnamed lead')) as lead,
      v.number as from_version, p.position as from_step, t.position as to_step, t.id as to_step_id
    from lead_sequence_enrollments e join nurture_sequences s on s.id = e.sequence_id join leads l on l.id = e.lead_id
    join sequence_versions v on v.id = e.version_id left join sequence_steps p on p.id = e.step_id
    left join sequence_steps t on t.version_id = s.live_version_id and t.position = p.position
    where e.sequence_id = ${sequenceId} and e.status in ('active', 'paused', 'parked') and e.awaits is null
      and l.deleted_at is null and e.version_id is distinct from s.live_version_id
      and (${ids}::uuid[] is null or e.id = any (${ids}::uuid[])) order by e.id limit 1000`;
}

/** How many of a sequence `s` are on an older version, and wait for a rep or do not. */
const behind = (tx: OrgTx, awaits: "null" | "not null") => tx.sql`(
  select count(*)::int from lead_sequence_enrollments e join leads l on l.org_id = e.org_id and l.id = e.lead_id and l.deleted_at is null
  where e.sequence_id = s.id and e.status in ('active', 'paused', 'parked') and e.awaits is ${tx.sql.unsafe(awaits)}
    and e.version_id is distinct from s.live_version_id)`;

/** Whom a move to the live version would take where; nothing is written. */
export async function previewMove(tx: OrgTx, sequenceId: string): Promise<MovePreview> {
  const [row] = await tx.sql<{ number: number | null; asked: number; total: number }[]>`
    select v.number, ${behind(tx, "null")} as total, ${behind(tx, "not null")} as asked
    from nurture_sequences s left join sequence_versions v on v.id = s.live_version_id where s.id = ${sequenceId}`;
  if (!row) throw notFound("sequence");
  const rows = await listMoves(tx, sequenceId, null);
  return {
    to_version: row.number,
    asked: row.asked,
    total: row.total,
    data: rows.map(({ enrollment_id, lead, from_version, from_step, to_step }) => ({
      enrollment_id,
      lead,
      from_version,
      from_step,
      to_step,
    })),
  };
}
