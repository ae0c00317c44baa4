import { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { emit } from "@/lib/events/emit";
import type { ChannelAnswer } from "@/lib/guard/schema";
import { assessAnswers, assessLeads } from "@/lib/outreach/assess-lead";
import { expireSuggestions, failSuggestions, insertSuggestions, type NewSuggestion } from "@/lib/suggestions/store";
import { listCandidates, listPart, listTrackRecords } from "./queries";
import { type Candidate, proposalOf } from "./rules";

const pageSize = 40;
/** Leads that are looked at in one go. */
export const PART = 2000;

/**
 * Ends suggestions whose ground is gone, says which failed since their message did not get through, and proposes what could be done next: by rules alone, without any language model. Each has the
 * time at which the guard would allow it. Looks at these leads, or at a part of the organization, from `after` on: `more` is left of this
 * part, `next` begins the one behind it. Called by the worker alone.
 */
export const findSuggestions = defineCommand({
  name: "findSuggestions",
  permission: "suggestions:write",
  input: z.strictObject({ lead_ids: z.array(z.uuid()).max(PART).optional(), after: z.uuid().optional() }),
  run: async (tx, { lead_ids, after }, ctx): Promise<Found> => {
    const expired = after ? [] : await expireSuggestions(tx, ctx.now);
    const part = lead_ids ?? (await listPart(tx, after, PART));
    const failed = await failSuggestions(tx, part, ctx.now);
    const candidates = part.length > 0 ? await listCandidates(tx, part, ctx.now, pageSize) : [];
    const added = await insertSuggestions(tx, await proposals(tx, candidates, ctx), ctx.now);
    // The worker is nobody in particular.
    const author = { ...ctx, actor: { ...ctx.actor, userId: ctx.actor.userId || null } };
    const about = (kind: string) => (one: { id: string; lead_id: string; type?: string }) => ({
      kind,
      leadId: one.lead_id,
      subjects: { lead_id: one.lead_id, suggestion_id: one.id },
      payload: { lead_id: one.lead_id, suggestion_id: one.id, ...(one.type ? { type: one.type } : {}) },
    });
    await emit(tx, author, [
      ...expired.map(about("suggestion.expired")),
      ...failed.map(about("suggestion.failed")),
      ...added.map(about("suggestion.proposed")),
    ]);
    return {
      proposed: added.length,
      expired: expired.length,
      more: added.length > 0 && candidates.length === pageSize,
      next: lead_ids || part.length < PART ? null : (part.at(-1) ?? null),
    };
  },
});

type Found = { proposed: number; expired: number; more: boolean; next: string | null };

async function proposals(tx: OrgTx, candidates: Candidate[], ctx: Context): Promise<NewSuggestion[]> {
  if (candidates.length === 0) return [];
  const records = await listTrackRecords(tx);
  const replies = new Map(candidates.flatMap((one) => (answered(one) ? [[one.lead_id, answered(one) ?? ""]] : [])));
  const [verdicts, onAnswers] = await Promise.all([
    assessLeads(tx, [...new Set(candidates.map((one) => one.lead_id))], ctx),
    assessAnswers(tx, replies, ctx),
  ]);
  const byLead = new Map(verdicts.map((one) => [one.lead_id, one.channels]));
  return candidates.map((candidate) => {
    const proposal = proposalOf(candidate, records.get(candidate.cause) ?? { done: 0, decided: 0 }, ctx.now);
    const replyToId = answered(candidate);
    const asked = replyToId ? onAnswers.get(candidate.lead_id)?.channels : byLead.get(candidate.lead_id);
    const channels = new Map(Object.entries(asked ?? {}));
    const answer = proposal.channel ? channels.get(proposal.channel) : undefined;
    // What the guard would never allow is put down as over, so that it is not looked at again and again.
    const never = answer?.verdict === "blocked" && answer.next_allowed_at === null;
    return {
      ...proposal,
      leadId: candidate.lead_id,
      userId: candidate.owner_id,
      anchorId: candidate.anchor_id,
      cause: candidate.cause,
      status: never ? "EXPIRED" : "PENDING",
      notBefore: answer ? freeAt(answer) : null,
      replyToId,
      error: never ? (answer.rules.find((rule) => rule.result === "block")?.code ?? "BLOCKED") : null,
    };
  });
}

/** The message of theirs that would be answered. */
const answered = ({ cause, touch_channel, touch_id }: Candidate) =>
  cause === "unanswered" && touch_channel === "email" ? touch_id : null;

/** When no rule would speak any more, as far as is known; null: now, or nobody knows. */
function freeAt({ next_allowed_at, rules }: ChannelAnswer): Date | null {
  const speaking = rules.filter((rule) => rule.result === "warn" || rule.result === "block");
  if (speaking.length === 0) return null;
  const ends = [next_allowed_at, ...speaking.map((rule) => rule.until)].flatMap((end) =>
    end ? [Date.parse(end)] : [],
  );
  return ends.length > 0 ? new Date(Math.max(...ends)) : null;
}
