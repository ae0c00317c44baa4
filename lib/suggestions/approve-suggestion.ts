import type { OrgTx } from "@/db/tenant";
import { defineCommand, isRefused, type Refused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { emit } from "@/lib/events/emit";
import { lockLeadForOutreach } from "@/lib/leads/store";
import { noteEvents } from "@/lib/notes/event-rules";
import { insertNotes } from "@/lib/notes/store";
import { placeMessage } from "@/lib/sending/place-message";
import { sendAtOf } from "@/lib/sending/rules";
import { getSuggestion } from "./queries";
import { checkOpen, messageOf, noteOf, sends } from "./rules";
import { approveSuggestionInputSchema, type Suggestion } from "./schema";
import { getLeadOf, type LockedSuggestion, lockSuggestion, updateExecuted } from "./store";
import { takeOn } from "./take-on";

/**
 * Carries a suggestion out, once, in the version that was looked at. What sends passes the gate like anything a person sends; refused, it
 * goes on waiting and the refusal is on record. The rest becomes a note on the lead, and an item
 * of the day of whoever looks after it.
 */
export const approveSuggestion = defineCommand({
  name: "approveSuggestion",
  permission: "communications:write",
  input: approveSuggestionInputSchema,
  run: async (tx, { id, version, override_reason, send_at }, ctx): Promise<Suggestion | Refused> => {
    const leadId = await getLeadOf(tx, id);
    // The lead first, as everybody locks: the second of two who approve at once finds it done.
    await lockLeadForOutreach(tx, leadId);
    const suggestion = await lockSuggestion(tx, id);
    checkOpen(suggestion, version, ctx.now);
    checkNothingSince(suggestion);
    const made = await carryOut(tx, suggestion, { overrideReason: override_reason, sendAt: send_at }, ctx);
    if (isRefused(made)) return made;
    // A job presses no button: the database lets it only where the owner wants it, within the limit of the day.
    const automatic = ctx.actor.via === "job";
    await updateExecuted(tx, id, made, { by: ctx.actor.userId, at: ctx.now, automatic });
    await emit(tx, ctx, [
      {
        kind: "suggestion.approved",
        leadId,
        subjects: { lead_id: leadId, suggestion_id: id },
        payload: { lead_id: leadId, suggestion_id: id, type: suggestion.type, version: suggestion.version, automatic },
      },
    ]);
    return getSuggestion(tx, id);
  },
});

function checkNothingSince({ type, anchor_id, newest_id }: LockedSuggestion): void {
  if (type === "TASK" || anchor_id === newest_id) return;
  throw new AppError(
    "CONFLICT",
    "There was another contact since this was suggested. Look at the timeline, then write what fits now.",
  );
}

type Made = { communicationId?: string; noteId?: string };
type Wish = { overrideReason?: string; sendAt?: string };

async function carryOut(tx: OrgTx, one: LockedSuggestion, wish: Wish, ctx: Context): Promise<Made | Refused> {
  if (!sends(one.type)) {
    const note = { id: newId(), leadId: one.lead_id };
    const body = noteOf(one.type, one.content, ctx.timezone);
    await insertNotes(tx, [{ ...note, authorId: ctx.actor.userId, body, mentions: [], at: ctx.now }]);
    await emit(tx, ctx, noteEvents(note, "note.added", { body }));
    await takeOn(tx, one, ctx);
    return { noteId: note.id };
  }
  const { subject, body } = messageOf(one.content);
  const placed = await placeMessage(
    tx,
    {
      leadId: one.lead_id,
      channel: one.channel ?? "email",
      source: "suggestion",
      sendAt: sendAtOf(wish.sendAt, ctx),
      subject,
      body,
      replyToId: one.reply_to_id,
      overrideReason: wish.overrideReason,
      // Approved again after its message was cancelled, it stands in another version.
      idempotencyKey: `suggestion ${one.id} ${one.version}`,
    },
    ctx,
  );
  return isRefused(placed) ? placed : { communicationId: placed.id };
}
