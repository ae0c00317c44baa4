import { apart, type OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { emit } from "@/lib/events/emit";
import { insertStatusMoves } from "@/lib/leads/store";
import { capResponse, type Outcome } from "@/lib/mail/rules";
import { asFinder, asWriter, deliveryEvent, leavingOf } from "./event-rules";
import { lockUnderway, type Underway } from "./queries";
import { type Ended, endOf, isStopCode, STOP_WORDS, type StopCode, stopOf } from "./rules";
import { outcomeInputSchema } from "./schema";
import { blockMessages, endAttempt, updateEnded } from "./store";

/**
 * What became of an attempt, told by the worker that made it. Taken from whoever held it last and from nobody else; a late word on one
 * that was unknown meanwhile puts it right.
 */
export const recordOutcome = defineCommand({
  name: "recordOutcome",
  permission: "communications:write",
  input: outcomeInputSchema,
  run: async (tx, { id, number, worker, outcome }, ctx): Promise<{ taken: boolean }> => {
    const message = await lockUnderway(tx, id);
    if (!message || message.number !== number || message.worker !== worker) return { taken: false };
    const open = message.ended_at === null && message.status === "sending";
    const late = message.outcome === "unknown" && message.status === "unknown";
    if (!open && !late) return { taken: false };
    if (late && outcome.kind === "unknown") return { taken: true };
    await settle(tx, message, outcome, ctx);
    return { taken: true };
  },
});

/** Ends the attempt and moves the message on; what leaves becomes a touch. The message is locked, its lead before it. */
export async function settle(tx: OrgTx, message: Underway, outcome: Outcome, ctx: Context): Promise<void> {
  const response = capResponse(outcome.response) || null;
  const code = isStopCode(response) ? response : null;
  if (outcome.kind === "stopped" && code === null) return release(tx, message, ctx);
  if (outcome.kind === "stopped") {
    await endAttempt(tx, message, outcome.kind, response, ctx.now);
    return code === null ? undefined : stop(tx, message, code, ctx);
  }
  const ended = endOf(outcome, { retryCount: message.retry_count, maxRetries: message.max_retries }, ctx.now);
  const ending = endAttempt(tx, message, outcome.kind, response, ctx.now);
  if (ended.status === "queued") return ending.then(() => requeue(tx, message, ended, response, ctx));
  // What was unknown and turns out to be refused has failed: only what is on its way can be rejected.
  const status =
    message.status === "unknown" && ended.status === "rejected" ? { ...ended, status: "failed" as const } : ended;
  const providerMessageId = outcome.kind === "sent" ? outcome.providerMessageId : null;
  await Promise.all([ending, updateEnded(tx, message.id, status, { response, providerMessageId }, ctx.now)]);
  if (status.status === "sent") return leave(tx, message, ctx);
  const kind = status.status === "unknown" ? "message.unknown" : "message.failed";
  await emit(tx, asFinder(ctx), [
    deliveryEvent(kind, message, { reason: response, code: "code" in status ? status.code : null }),
  ]);
}

/** Nothing was said against it and not a byte has left: its worker's right to send was over, and it waits for another. */
export async function release(tx: OrgTx, message: Underway, ctx: Context): Promise<void> {
  await endAttempt(tx, message, "released", null, ctx.now);
  const back = { status: "queued", retryCount: message.retry_count, nextAttemptAt: ctx.now } as const;
  await requeue(tx, message, back, null, ctx);
}

/** Back to wait, unless the person came onto the do-not-contact list meanwhile: then it does not go out at all. */
export async function requeue(
  tx: OrgTx,
  message: Underway,
  ended: Extract<Ended, { status: "queued" }>,
  response: string | null,
  ctx: Context,
): Promise<void> {
  const error = await apart(tx, (inner) => updateEnded(inner, message.id, ended, { response }, ctx.now)).then(
    () => null,
    (failure) => ({ code: stopOf(failure), failure }),
  );
  if (!error) return;
  if (!error.code) throw error.failure;
  await stop(tx, message, error.code, ctx);
}

/** The message is out: the lead's status moves, and everybody who looks at it learns of the touch. */
async function leave(tx: OrgTx, message: Underway, ctx: Context): Promise<void> {
  const { moves, events } = leavingOf(message, ctx);
  const by = { leadId: message.lead_id, actorId: message.user_id, at: ctx.now };
  const moved = insertStatusMoves(
    tx,
    moves.map((move) => ({ ...move, ...by })),
  );
  await Promise.all([moved, emit(tx, asWriter(ctx, message), events)]);
}

/** A message that does not go out after all, for a reason that came up on its way. */
async function stop(tx: OrgTx, message: Underway, code: StopCode, ctx: Context): Promise<void> {
  const words = STOP_WORDS[code];
  if (message.status === "unknown")
    await updateEnded(tx, message.id, { status: "failed", code }, { response: words }, ctx.now);
  else await blockMessages(tx, [message.id], code, ctx.now);
  await emit(tx, asFinder(ctx), [deliveryEvent("message.blocked", message, { reason: words, code, by: "Touchline" })]);
}
