import { apart, type OrgTx } from "@/db/tenant";
import { markBounced } from "@/lib/contact-points/bounce-store";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { emit } from "@/lib/events/emit";
import { insertStatusMoves } from "@/lib/leads/store";
import { capResponse, type Outcome } from "@/lib/mail/rules";
import { recordStoppedTexts } from "@/lib/opt-outs/record-stopped-texts";
import { asFinder, asWriter, deliveryEvent, leavingOf } from "./event-rules";
import { lockAllUnderway, type Underway } from "./queries";
import {
  type Ended,
  endOf,
  FAILURE_WORDS,
  isStopCode,
  STOP_WORDS,
  type StopCode,
  stopOf,
  UNKNOWN_WORDS,
} from "./rules";
import { recordOutcomesInputSchema } from "./schema";
import { blockMessages, endAttempt, updateEnded, updateLeft } from "./store";

/**
 * What became of attempts, told by the worker that made them. Each is taken from whoever held it last and from nobody else; a late word on
 * one that was unknown meanwhile puts it right. What has left, which is nearly all, is settled together.
 */
export const recordOutcomes = defineCommand({
  name: "recordOutcomes",
  permission: "communications:write",
  input: recordOutcomesInputSchema,
  run: async (tx, { worker, told }, ctx): Promise<{ taken: boolean }[]> => {
    const messages = new Map(
      (
        await lockAllUnderway(
          tx,
          told.map((one) => one.id),
        )
      ).map((one) => [one.id, one]),
    );
    const left: Left[] = [];
    const taken: { taken: boolean }[] = [];
    for (const { id, number, outcome } of told) {
      const message = messages.get(id);
      const heard = message?.number === number && message.worker === worker ? hear(message, outcome) : "nothing";
      taken.push({ taken: heard !== "nothing" });
      if (!message || heard === "nothing" || heard === "known") continue;
      // Whatever is told of it a second time finds it settled.
      messages.delete(id);
      if (outcome.kind === "sent") left.push({ message, outcome });
      else await settle(tx, message, outcome, ctx);
    }
    await settleLeft(tx, left, ctx);
    return taken;
  },
});

function hear(message: Underway, outcome: Outcome): "nothing" | "known" | "news" {
  const open = message.ended_at === null && message.status === "sending";
  const late = message.outcome === "unknown" && message.status === "unknown";
  if (!open && !late) return "nothing";
  return late && outcome.kind === "unknown" ? "known" : "news";
}

type Left = { message: Underway; outcome: Extract<Outcome, { kind: "sent" }> };

/** Messages that are out: their attempts end, their leads' statuses move, and everybody who looks at them learns of the touches. */
async function settleLeft(tx: OrgTx, left: Left[], ctx: Context): Promise<void> {
  if (left.length === 0) return;
  // Of two to one lead the second finds it where the first has moved it.
  const statuses = new Map(left.map(({ message }) => [message.lead_id, message.lead_status]));
  const leavings = left.map(({ message }) => {
    const lead_status = statuses.get(message.lead_id) ?? message.lead_status;
    const { moves, events } = leavingOf({ ...message, lead_status }, ctx);
    statuses.set(message.lead_id, moves.at(-1)?.to ?? lead_status);
    return { message, moves, events };
  });
  const moves = leavings.flatMap(({ message, moves }) =>
    moves.map((move) => ({ ...move, leadId: message.lead_id, actorId: message.user_id, at: ctx.now })),
  );
  const rows = left.map(({ message: { id, number }, outcome }) => ({
    id,
    number,
    response: capResponse(outcome.response) || null,
    provider_message_id: outcome.providerMessageId ?? null,
  }));
  const events = leavings.flatMap(({ message, events }) =>
    events.map((event) => ({ ...event, actor: asWriter(ctx, message).actor })),
  );
  // Sent together, run one after the other.
  await Promise.all([updateLeft(tx, rows, ctx.now), insertStatusMoves(tx, moves), emit(tx, ctx, events)]);
}

/** Ends the attempt and moves the message on; what leaves becomes a touch. The message is locked, its lead before it. */
export async function settle(tx: OrgTx, message: Underway, outcome: Outcome, ctx: Context): Promise<void> {
  const response = capResponse(outcome.response) || null;
  if (outcome.kind === "sent") return settleLeft(tx, [{ message, outcome }], ctx);
  if (outcome.kind === "stopped") {
    if (!isStopCode(response)) return release(tx, message, ctx);
    await endAttempt(tx, message, outcome.kind, response, ctx.now);
    return stop(tx, message, response, ctx);
  }
  const ended = endOf(
    outcome,
    { retryCount: message.retry_count, maxRetries: message.max_retries, number: message.number },
    ctx.now,
  );
  const ending = endAttempt(tx, message, outcome.kind, response, ctx.now);
  if (ended.status === "queued") return ending.then(() => requeue(tx, message, ended, response, ctx));
  // What was unknown and turns out to be refused has failed: only what is on its way can be rejected.
  const status =
    message.status === "unknown" && ended.status === "rejected" ? { ...ended, status: "failed" as const } : ended;
  await Promise.all([ending, updateEnded(tx, message.id, status, response, ctx.now)]);
  const marked = await markRefused(tx, message, outcome, ctx);
  const code = "code" in status ? status.code : null;
  const kind = code === null ? "message.unknown" : "message.failed";
  // An event is for good, what a server answered for thirty days: the event says of which kind it was.
  const reason = code === null ? UNKNOWN_WORDS : (FAILURE_WORDS[code] ?? null);
  await emit(tx, asFinder(ctx), [deliveryEvent(kind, message, { reason, code }), ...marked]);
}

/** A server that says at RCPT TO that nobody is there says what a bounce would say later (RFC 5321, 6.1): nobody writes there again. */
async function markRefused(tx: OrgTx, { channel, to_norm }: Underway, outcome: Outcome, ctx: Context) {
  if (outcome.kind === "rejected" && outcome.stopped && to_norm) return recordStoppedTexts(tx, to_norm, ctx);
  if (outcome.kind !== "rejected" || !outcome.address || channel !== "email" || !to_norm) return [];
  return markBounced(tx, { norm: to_norm, state: outcome.address, since: ctx.now }, ctx.now);
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
  const error = await apart(tx, (inner) => updateEnded(inner, message.id, ended, response, ctx.now)).then(
    () => null,
    (failure) => ({ code: stopOf(failure), failure }),
  );
  if (!error) return;
  if (!error.code) throw error.failure;
  await stop(tx, message, error.code, ctx);
}

/** A message that does not go out after all, for a reason that came up on its way. */
async function stop(tx: OrgTx, message: Underway, code: StopCode, ctx: Context): Promise<void> {
  const words = STOP_WORDS[code];
  if (message.status === "unknown") await updateEnded(tx, message.id, { status: "failed", code }, words, ctx.now);
  else await blockMessages(tx, [message.id], code, ctx.now);
  await emit(tx, asFinder(ctx), [deliveryEvent("message.blocked", message, { reason: words, code, by: "Touchline" })]);
}
