import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { assessLeadsFor } from "@/lib/enrolling/queries";
import { gatherFacts } from "@/lib/facts/queries";
import { assessOutreach, isFailing } from "@/lib/guard/rules";
import type { Windows } from "@/lib/guard/window-rules";
import { channelOf } from "@/lib/outreach/pass-gate";
import { findHolds } from "@/lib/sequence-engine/queries";
import { dueAfter, lackWords, meetGuard, NOT_YET, nextStep, noAddress, type Way } from "@/lib/sequence-engine/rules";
import { type Text, textOf } from "@/lib/sequence-engine/text-queries";
import { getPlanFacts, listVersions } from "@/lib/sequences/queries";
import type { SequenceStep } from "@/lib/sequences/schema";
import { listValues } from "@/lib/templates/fill-queries";
import { comparableText } from "@/lib/texts/rules";
import type { TestedStep } from "./schema";
import { type Simulated, withSimulated } from "./simulated-rules";

const mostTurns = 200;
type Round = {
  steps: SequenceStep[];
  zones: string[];
  lead: string;
  /** in whose name it would go, as the engine would take it */
  sender: { id: string; name: string };
  done: Simulated[];
  windows: Windows;
  began: Date;
};

/** Every decision that would be taken for a lead, with the newest steps and the time simulated; nothing is written. NOT_FOUND without either. */
export async function testSequence(tx: OrgTx, sequenceId: string, leadId: string, ctx: Context): Promise<TestedStep[]> {
  const [version] = await listVersions(tx, sequenceId);
  if (!version) throw notFound("sequence");
  const [lead] = await tx.sql`select id from leads where id = ${leadId} and deleted_at is null`;
  if (!lead) throw notFound("lead");
  const { steps } = version;
  const [windows, sender] = await Promise.all([getPlanFacts(tx, ctx), getSender(tx, leadId, ctx)]);
  const { place } = await gatherFacts(tx, leadId, ctx.now);
  const round: Round = { steps, zones: place.zones, lead: leadId, sender, done: [], windows, began: ctx.now };
  const told: TestedStep[] = [];
  const entered = await enter(tx, { id: sequenceId, versionId: version.id, steps }, leadId, ctx);
  if (entered.told) told.push(entered.told);
  const actor = { ...ctx.actor, userId: sender.id, name: sender.name, role: "rep" as const, via: "job" as const };
  for (let { way, at } = entered, turn = 0; way && turn < mostTurns; turn++) {
    const decided = await decide(tx, way, round, { ...ctx, actor, now: at });
    if (decided.told) told.push(decided.told);
    ({ way, at } = decided);
  }
  return told;
}

/** The owner, or who tests where there is none who could be it. */
async function getSender(tx: OrgTx, leadId: string, { actor }: Context): Promise<Round["sender"]> {
  const [owner] = await tx.sql<Round["sender"][]>`
    select o.user_id as id, o.name from leads l join memberships o on o.org_id = l.org_id and o.user_id = l.owner_id and o.active
    where l.id = ${leadId}`;
  return owner ?? { id: actor.userId, name: actor.name };
}

/** Whether they would be enrolled at all, and when it would begin; who is in a sequence now is looked at as if they were not. */
async function enter(
  tx: OrgTx,
  { id, versionId, steps }: { id: string; versionId: string; steps: SequenceStep[] },
  leadId: string,
  ctx: Context,
): Promise<Decided> {
  const [first = null] = steps;
  const begin = (at: Date): Way => ({ stepId: first?.id ?? null, nextRunAt: at, awaits: null, resumeAt: null });
  if (!first) return { told: null, way: begin(ctx.now), at: ctx.now };
  const [found] = await assessLeadsFor(tx, { id, name: "", alongside: false, versionId, steps }, [leadId], ctx);
  if (!found) throw notFound("lead");
  const say = (decision: string, words: string): TestedStep => ({
    at: ctx.now.toISOString(),
    step: null,
    decision,
    words,
  });
  const { outcome, code, reason, beginsAt } = found;
  if (code === "IN_SEQUENCE")
    return {
      told: say("enrolled", `${reason} The test goes on as if they were not.`),
      way: begin(dueAfter(first, ctx.now)),
      at: ctx.now,
    };
  if (outcome === "skipped")
    return { told: say("refused", `They would not be enrolled. ${reason}`), way: null, at: ctx.now };
  const words =
    outcome === "ok"
      ? "They would be enrolled."
      : `${reason} The test goes on as if somebody decided to begin when that is over.`;
  return { told: say("enrolled", words), way: begin(beginsAt), at: ctx.now };
}

type Decided = { told: TestedStep | null; way: Way | null; at: Date };

async function decide(tx: OrgTx, way: Way, round: Round, ctx: Context): Promise<Decided> {
  const { steps, zones } = round;
  const step = steps.find((one) => one.id === way.stepId);
  const holds = await findHolds(tx, round.lead, step, ctx);
  const decision = nextStep(way, steps, { stop: null, zones, holds }, ctx.now);
  const say = (kind: string, words: string): TestedStep => ({
    at: ctx.now.toISOString(),
    step: step ? { position: step.position, kind: step.kind } : null,
    decision: kind,
    words,
  });
  const goOn = (next: SequenceStep | null): Way => ({
    stepId: next?.id ?? null,
    nextRunAt: dueAfter(next, ctx.now),
    awaits: null,
    resumeAt: null,
  });
  const after = step ? (steps.find((one) => one.position === step.position + 1) ?? null) : null;
  switch (decision.kind) {
    case "wait":
      return {
        told: decision.words === NOT_YET ? null : say("deferred", decision.words),
        way: { ...way, nextRunAt: null },
        at: decision.until,
      };
    case "pass":
      return { told: say(decision.event, decision.words), way: goOn(decision.next), at: ctx.now };
    case "ask":
      noteDone(round, decision.step, null, ctx.now);
      return {
        told: say("asked", "The rep is asked in Today. The test goes on as if it were done at once."),
        way: goOn(after),
        at: ctx.now,
      };
    case "send": {
      const text = await findText(tx, decision.step, round, ctx);
      if (!text) return { told: say("failed", "Its template was put away or is not shared."), way: null, at: ctx.now };
      if (text.missing.length > 0)
        return { told: say("skipped", lackWords(text.missing)), way: goOn(after), at: ctx.now };
      const compared = comparableText(text.body);
      const met = await meetAt(tx, decision.step.kind, compared, round, ctx);
      if (met?.kind === "stop") return { told: say("stopped", met.words), way: null, at: ctx.now };
      if (met) return { told: say("deferred", met.words), way: { ...way, nextRunAt: null }, at: met.until };
      noteDone(round, decision.step, compared, ctx.now);
      return { told: say("sent", "It would go out."), way: goOn(after), at: ctx.now };
    }
    default:
      return {
        told: say(
          decision.kind === "stop" ? "stopped" : "finished",
          decision.kind === "stop" ? "No hour suits this step." : "All steps are done.",
        ),
        way: null,
        at: ctx.now,
      };
  }
}

/** The text as they would read it; null when its template cannot be used. */
async function findText(tx: OrgTx, step: SequenceStep, { lead }: Round, ctx: Context): Promise<Text | null> {
  const [values] = await listValues(tx, [{ leadId: lead, sender: ctx.actor }]);
  try {
    return await textOf(tx, { leadId: lead, step, ctx }, values ?? {});
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return null;
    throw error;
  }
}

/** The guard's answer at that moment, by what is known today and what the test has done. */
async function meetAt(
  tx: OrgTx,
  channel: string,
  text: string | null,
  { lead, done, windows, began }: Round,
  ctx: Context,
) {
  const known = await gatherFacts(tx, lead, ctx.now, channel, text, began);
  const facts = { ...withSimulated(known, done, windows, ctx.now), running: [] };
  const answer = assessOutreach(facts, channelOf(facts, channel), ctx.actor, ctx.now);
  return (
    meetGuard(answer.rules.filter(isFailing), answer.next_allowed_at, began) ??
    (answer.address === null ? noAddress : null)
  );
}

function noteDone({ done, sender }: Round, { kind, subject }: SequenceStep, text: string | null, at: Date): void {
  // Nobody is disturbed by a task.
  if (kind === "task") return;
  const touch = { communicationId: "", user: sender, at, channel: kind, subject, excerpt: null, answered: false };
  done.push({ touch, text });
}
