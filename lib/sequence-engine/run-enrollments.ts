import { z } from "zod";
import { apart, type OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { isRetryable } from "@/lib/core/database-errors";
import { endEnrollments } from "@/lib/enrollments/end-enrollments";
import { insertEnrollmentEvents, updateEnrollment } from "@/lib/enrollments/store";
import { emit, type NewEvent } from "@/lib/events/emit";
import { dayAt } from "@/lib/outreach-items/rules";
import { ensureBatch, insertItems } from "@/lib/outreach-items/store";
import type { SequenceStep } from "@/lib/sequences/schema";
import { fillFields } from "@/lib/templates/field-rules";
import { findValues } from "@/lib/templates/fill-queries";
import { moveEnrollment } from "./move-enrollment";
import { type Due, findHolds, getOrganizationPlace, listPlans, lockDue } from "./queries";
import { type Decision, nextStep, tryAgainAt } from "./rules";
import { sendStep } from "./send-step";
import { findStops } from "./stop-queries";

/**
 * Takes some enrollments that are due as far as they go: each decision under the lead's lock, with its reason. Message, log and next step
 * are one commit, so a killed worker has done all of it or nothing. Called by the worker, by as many as there are.
 */
export const runEnrollments = defineCommand({
  name: "runEnrollments",
  permission: "enrollments:write",
  input: z.strictObject({ limit: z.number().int().min(1).max(100).default(20) }),
  run: async (tx, { limit }, ctx): Promise<{ taken: number; more: boolean }> => {
    const due = await lockDue(tx, ctx.now, limit);
    const [plans, stops, place] = await Promise.all([
      listPlans(
        tx,
        due.map((one) => one.version_id),
      ),
      findStops(
        tx,
        due.map((one) => one.id),
        ctx.now,
      ),
      getOrganizationPlace(tx),
    ]);
    for (const one of due) {
      const stop = stops.find((other) => other.id === one.id)?.reason ?? null;
      const actor = {
        userId: one.sender_id,
        name: one.sender_name,
        role: "rep" as const,
        via: "job" as const,
        scopes: [],
      };
      const sender = { ...ctx, ...place, actor };
      await runOne(tx, one, { steps: plans.get(one.version_id) ?? [], stop }, sender);
    }
    return { taken: due.length, more: due.length === limit };
  },
});

type Plan = { steps: SequenceStep[]; stop: Parameters<typeof nextStep>[2]["stop"] };

async function runOne(tx: OrgTx, due: Due, plan: Plan, ctx: Context): Promise<void> {
  try {
    const events = await apart(tx, (part) => goOn(part, due, plan, ctx));
    await emit(tx, ctx, events);
  } catch (error) {
    if (isRetryable(error)) throw error;
    await emit(tx, ctx, await putOff(tx, due, ctx));
  }
}

/** Decides until something has to be waited for. Steps lead forward only, so this ends. */
async function goOn(tx: OrgTx, due: Due, { steps, stop }: Plan, ctx: Context): Promise<NewEvent[]> {
  const events: NewEvent[] = [];
  let way = { stepId: due.step_id, nextRunAt: due.next_run_at, awaits: due.awaits, resumeAt: due.resume_at };
  for (let turn = 0; turn <= steps.length; turn++) {
    const current = steps.find((one) => one.id === way.stepId);
    const holds = await findHolds(tx, due.lead_id, current, ctx);
    const decision = nextStep(way, steps, { stop, zones: due.zones, holds }, ctx.now);
    const { next, told } = await carryOut(tx, due, decision, steps, ctx);
    events.push(...told);
    if (!next) return events;
    way = {
      stepId: next.id,
      nextRunAt: new Date(ctx.now.getTime() + next.delay_hours * 3_600_000),
      awaits: null,
      resumeAt: null,
    };
  }
  return events;
}

type Carried = { next: SequenceStep | null; told: NewEvent[] };

async function carryOut(
  tx: OrgTx,
  due: Due,
  decision: Decision,
  steps: SequenceStep[],
  ctx: Context,
): Promise<Carried> {
  const over = (told: NewEvent[]): Carried => ({ next: null, told });
  switch (decision.kind) {
    case "stop":
      return over((await endEnrollments(tx, [due.id], { status: "stopped", reason: decision.reason }, ctx.now)).events);
    case "finish":
      return over((await endEnrollments(tx, [due.id], { status: "finished", reason: null }, ctx.now)).events);
    case "rest":
      await updateEnrollment(tx, due.id, { status: "active", resume_at: null, next_run_at: null }, ctx.now);
      return over([]);
    case "wait":
      await deferTo(tx, due, decision, ctx);
      return over([]);
    case "ask":
      await askFor(tx, due, decision, ctx);
      return over([]);
    case "pass": {
      const { step, next, event, words } = decision;
      return { next, told: await moveEnrollment(tx, due.id, { kind: event, step, words }, next, ctx.now) };
    }
    case "send":
      return trySend(tx, due, decision.step, steps, ctx);
  }
}

async function trySend(tx: OrgTx, due: Due, step: SequenceStep, steps: SequenceStep[], ctx: Context): Promise<Carried> {
  const next = steps.find((one) => one.position === step.position + 1) ?? null;
  const sent = await sendStep(tx, due, step, ctx);
  if (sent.kind === "wait") {
    await deferTo(tx, { ...due, step_id: step.id }, sent, ctx);
    return { next: null, told: [] };
  }
  if (sent.kind === "stop") {
    const { reason, words } = sent;
    return {
      next: null,
      told: (await endEnrollments(tx, [due.id], { status: "stopped", reason, words }, ctx.now)).events,
    };
  }
  const done =
    sent.kind === "lacks"
      ? { kind: "skipped" as const, step, words: sent.words }
      : {
          kind: "sent" as const,
          step,
          words: "It passed the guard and waits to go out.",
          communicationId: sent.communicationId,
        };
  return { next, told: await moveEnrollment(tx, due.id, done, next, ctx.now) };
}

async function deferTo(
  tx: OrgTx,
  due: Due,
  { until, words }: { until: Date; words: string },
  ctx: Context,
): Promise<void> {
  // A due time that was reached by going on is written down with the step before.
  const known = due.next_run_at?.getTime() === until.getTime() && due.status === "active";
  const change = { status: "active" as const, resume_at: null, next_run_at: until, last_reason: words };
  await updateEnrollment(tx, due.id, change, ctx.now);
  if (known || words === "Its time has not come.") return;
  await insertEnrollmentEvents(
    tx,
    [{ enrollmentId: due.id, kind: "deferred", reason: words, stepId: due.step_id, nextAt: until }],
    ctx.now,
  );
}

async function askFor(
  tx: OrgTx,
  due: Due,
  { step, awaits }: Extract<Decision, { kind: "ask" }>,
  ctx: Context,
): Promise<void> {
  const batchId = await ensureBatch(tx, due.sender_id, dayAt(ctx.timezone, ctx.now), ctx.now);
  const values = (await findValues(tx, ctx, due.lead_id)) ?? {};
  const fill = (text: string | null) => (text === null ? null : fillFields(text, values).text);
  const item = {
    batchId,
    leadId: due.lead_id,
    reason: "sequence" as const,
    why: `${due.sequence_name}, step ${step.position}`,
    channel: awaits === "task" ? null : awaits,
    subject: fill(step.subject),
    body: fill(step.body),
    dueAt: ctx.now,
    enrollmentId: due.id,
    stepId: step.id,
  };
  await insertItems(tx, [item], ctx.now);
  const words = `${due.sender_name} was asked in Today.`;
  await updateEnrollment(
    tx,
    due.id,
    { step_id: step.id, awaits, next_run_at: null, failures: 0, last_reason: words },
    ctx.now,
  );
  await insertEnrollmentEvents(tx, [{ enrollmentId: due.id, kind: "asked", reason: words, stepId: step.id }], ctx.now);
}

/** What broke is tried again later, and given up after some times; nothing of it was done. */
async function putOff(tx: OrgTx, due: Due, ctx: Context): Promise<NewEvent[]> {
  const failures = due.failures + 1;
  const again = tryAgainAt(failures, ctx.now);
  if (!again) return (await endEnrollments(tx, [due.id], { status: "failed", reason: "broken" }, ctx.now)).events;
  const words = "Something broke on our side. It is tried again.";
  await updateEnrollment(
    tx,
    due.id,
    { failures, next_run_at: again, last_reason: words, status: "active", resume_at: null },
    ctx.now,
  );
  await insertEnrollmentEvents(
    tx,
    [{ enrollmentId: due.id, kind: "deferred", reason: words, stepId: due.step_id, nextAt: again }],
    ctx.now,
  );
  return [];
}
