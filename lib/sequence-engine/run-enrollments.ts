import { z } from "zod";
import { apart, type OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { isRetryable } from "@/lib/core/database-errors";
import { endEnrollments } from "@/lib/enrollments/end-enrollments";
import { insertEnrollmentEvents, updateEnrollment } from "@/lib/enrollments/store";
import { emit, type NewEvent } from "@/lib/events/emit";
import { moveTogether } from "./move-together";
import { type Due, type Going, getOrganizationPlace, listPlans, lockDue } from "./queries";
import { tryAgainAt } from "./rules";
import { findStops } from "./stop-queries";

/**
 * Takes some enrollments that are due as far as they go: each decision under the lead's lock, with its reason. Message, log and next step
 * are one commit, so a killed worker has done all of it or nothing. Called by the worker, by as many as there are.
 */
export const runEnrollments = defineCommand({
  name: "runEnrollments",
  permission: "enrollments:write",
  input: z.strictObject({ limit: z.number().int().min(1).max(100).default(40) }),
  run: async (tx, { limit }, ctx): Promise<{ taken: number; more: boolean }> => {
    const due = await lockDue(tx, ctx.now, limit);
    const [plans, found, place] = await Promise.all([
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
    const stops = new Map(found.map((one) => [one.id, one.reason]));
    const going = due.map((one): Going => {
      const { sender_id: userId, sender_name: name } = one;
      const actor = { userId, name, role: "rep" as const, via: "job" as const, scopes: [] };
      return {
        due: one,
        steps: plans.get(one.version_id) ?? [],
        stop: stops.get(one.id) ?? null,
        ctx: { ...ctx, ...place, actor },
        way: { stepId: one.step_id, nextRunAt: one.next_run_at, awaits: one.awaits, resumeAt: one.resume_at },
      };
    });
    await goOn(tx, going, ctx);
    return { taken: due.length, more: due.length === limit };
  },
});

/** All at once; when something of it breaks, each by itself, so that one that breaks holds up no other. */
async function goOn(tx: OrgTx, list: Going[], ctx: Context): Promise<void> {
  if (list.length === 0) return;
  try {
    const events = await apart(tx, (part) => moveTogether(part, list, ctx.now));
    await emit(tx, ctx, inNameOf(list, events));
  } catch (error) {
    if (isRetryable(error)) throw error;
    const [only] = list;
    if (list.length === 1 && only) await emit(tx, only.ctx, await putOff(tx, only.due, ctx));
    else for (const one of list) await goOn(tx, [one], ctx);
  }
}

/** What became of an enrollment is told as the doing of whose name it goes in. */
function inNameOf(list: Going[], events: NewEvent[]): NewEvent[] {
  const actors = new Map(list.flatMap(({ due, ctx }) => [due.lead_id, due.id].map((id) => [id, ctx.actor])));
  return events.map((event) => ({
    ...event,
    actor: actors.get(event.subjects?.enrollment_id ?? event.leadId ?? ""),
  }));
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
