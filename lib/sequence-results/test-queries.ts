import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";
import { plusSeconds } from "@/lib/core/time";
import { assessLeadsFor } from "@/lib/enrolling/queries";
import { gatherFacts } from "@/lib/facts/queries";
import { assessOutreach, isFailing } from "@/lib/guard/rules";
import { channelOf } from "@/lib/outreach/pass-gate";
import { findHolds } from "@/lib/sequence-engine/queries";
import { dueAfter, lackWords, meetGuard, NOT_YET, nextStep, noAddress, type Way } from "@/lib/sequence-engine/rules";
import { type Text, textOf } from "@/lib/sequence-engine/text-queries";
import { getPlanFacts, listVersions } from "@/lib/sequences/queries";
import type { SequenceStep } from "@/lib/sequences/schema";
import { listValues } from "@/lib/templates/fill-queries";
import { comparableText } from "@/lib/texts/rules";
import type { TestedStep } from "./schema";

const mostTurns = 200;
type Sent = Record<string, Date>;
type Round = {
  steps: SequenceStep[];
  zones: string[];
  lead: string;
  sent: Sent;
  softWindows: Record<string, number>;
  began: Date;
};

/** Every decision that would be taken for a lead, with the newest steps and the time simulated; nothing is written. NOT_FOUND without either. */
export async function testSequence(tx: OrgTx, sequenceId: string, leadId: string, ctx: Context): Promise<TestedStep[]> {
  const [version] = await listVersions(tx, sequenceId);
  if (!version) throw notFound("sequence");
  const [lead] = await tx.sql`select id from leads where id = ${leadId} and deleted_at is null`;
  if (!lead) throw notFound("lead");
  const { steps } = version;
  const { softWindows } = await getPlanFacts(tx, ctx);
  const facts = await gatherFacts(tx, leadId, ctx.now);
  const round: Round = { steps, zones: facts.place.zones, lead: leadId, sent: {}, softWindows, began: ctx.now };
  const told: TestedStep[] = [];
  const entered = await enter(tx, { id: sequenceId, versionId: version.id, steps }, leadId, ctx);
  if (entered.told) told.push(entered.told);
  for (let { way, at } = entered, turn = 0; way && turn < mostTurns; turn++) {
    const decided = await decide(tx, way, round, { ...ctx, now: at });
    if (decided.told) told.push(decided.told);
    ({ way, at } = decided);
  }
  return told;
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
      const met = await meetAt(tx, decision.step.kind, text, round, ctx);
      if (met?.kind === "stop") return { told: say("stopped", met.words), way: null, at: ctx.now };
      if (met) return { told: say("deferred", met.words), way: { ...way, nextRunAt: null }, at: met.until };
      round.sent[decision.step.kind] = ctx.now;
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

/** The guard's answer at that moment, by what is known today and what the test has sent. */
async function meetAt(tx: OrgTx, channel: string, text: Text, { lead, sent, softWindows, began }: Round, ctx: Context) {
  const last = sent[channel];
  const rested = last && plusSeconds(last, softWindows[channel] ?? 0);
  if (rested && rested > ctx.now)
    return {
      kind: "wait" as const,
      until: rested,
      words: "The guard lets the next one on this channel out after its window.",
    };
  const facts = await gatherFacts(tx, lead, ctx.now, channel, comparableText(text.body), began);
  const asker = { ...ctx.actor, via: "job" as const };
  const answer = assessOutreach({ ...facts, running: [] }, channelOf(facts, channel), asker, ctx.now);
  return (
    meetGuard(answer.rules.filter(isFailing), answer.next_allowed_at, began) ??
    (answer.address === null ? noAddress : null)
  );
}
