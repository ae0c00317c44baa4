import { defineCommand } from "@/lib/core/command";
import { AppError, invalid } from "@/lib/core/errors";
import { fromIso } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { statusEvent } from "@/lib/events/status-rules";
import { movesAfterTouch } from "@/lib/leads/rules";
import { insertStatusMoves, lockLead } from "@/lib/leads/store";
import { getTouch, lockTouch } from "./queries";
import { checkResponse, neverLeft } from "./rules";
import { markRespondedCommandSchema, type Touch } from "./schema";
import { updateReply } from "./store";

/** Marks that they answered a touch, or takes the mark back; saying the same again changes nothing. */
export const markResponded = defineCommand({
  name: "markResponded",
  permission: "communications:write",
  input: markRespondedCommandSchema,
  run: async (tx, input, ctx): Promise<Touch> => {
    const touch = await lockTouch(tx, input.contact_id);
    if (touch.direction === "inbound")
      throw invalid("responded", "An inbound touch is itself a response. Mark the touch it answers.");
    if (neverLeft.includes(touch.status))
      throw invalid("responded", "This message has not gone out, so nobody can have answered it.");
    if (touch.replied_by_id && !input.responded) {
      throw new AppError(
        "ANSWERED_BY_MESSAGE",
        "A message from them answers this touch; the mark cannot be taken back.",
      );
    }
    if (!input.responded && input.response_at)
      throw invalid("response_at", "response_at needs responded: true. Give both, or neither.");
    const repliedAt = input.responded
      ? responseAt(input.response_at, touch.replied_at, touch.occurred_at, ctx.now)
      : null;
    if (touch.replied_by_id || repliedAt?.getTime() === touch.replied_at?.getTime()) return getTouch(tx, touch.id);

    await updateReply(tx, touch.id, repliedAt, ctx.now);
    const lead = await lockLead(tx, touch.lead_id);
    const moves = repliedAt ? movesAfterTouch(lead.status, { direction: "inbound", responded: true }) : [];
    await insertStatusMoves(
      tx,
      moves.map((move) => ({ ...move, leadId: lead.id, actorId: ctx.actor.userId, at: ctx.now })),
    );
    const subjects = { lead_id: lead.id, communication_id: touch.id };
    const payload = {
      ...subjects,
      user: { id: ctx.actor.userId, name: ctx.actor.name },
      method: touch.channel,
      subject: touch.subject,
      at: (repliedAt ?? ctx.now).toISOString(),
      responded: input.responded,
    };
    await emit(tx, ctx, [
      { kind: repliedAt ? "lead.replied" : "communication.unmarked", leadId: lead.id, subjects, payload },
      ...moves.map((move) => statusEvent(lead.id, lead.status, move.to)),
    ]);
    return getTouch(tx, touch.id);
  },
});

// Saying "they responded" again without a time keeps the time known.
function responseAt(said: string | undefined, known: Date | null, occurredAt: Date, now: Date): Date {
  if (!said) return known ?? now;
  return checkResponse(fromIso(said), occurredAt, now);
}
