import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import { invalid } from "@/lib/core/errors";
import { atLeast } from "@/lib/core/permissions";
import { emit } from "@/lib/events/emit";
import { checkCaller, checkWrongNumber } from "./call-rules";
import { recordCallCommandSchema } from "./call-schema";
import { replaceCallResults, updateInvalid } from "./call-store";
import { getCall, getTouch, type LockedTouch, lockTouch } from "./queries";
import type { Touch } from "./schema";

/**
 * Says what became of a call, how long it took and what was said. The call itself stays as it was logged: it took its slot before the
 * phone rang. With a wrong number the address is marked, so that the guard lets nobody try it again.
 */
export const recordCall = defineCommand({
  name: "recordCall",
  permission: "communications:write",
  input: recordCallCommandSchema,
  run: async (tx, { contact_id, outcome, duration_seconds, note, number_is_wrong }, ctx): Promise<Touch> => {
    const touch = await lockTouch(tx, contact_id);
    if (touch.channel !== "call") throw invalid("outcome", "Only a call has an outcome, and this touch is not a call.");
    checkWrongNumber(outcome, number_is_wrong);
    const before = await getCall(tx, touch.id);
    checkCaller(before.user_id === ctx.actor.userId || atLeast(ctx.actor.role, "manager"));
    const text = note?.trim() ? note : null;
    if (text && before.has_text)
      throw invalid("note", "This call has its text, and a touch is never rewritten. Write a note on the lead.");
    await replaceCallResults(tx, [
      {
        communicationId: touch.id,
        outcome,
        durationSeconds: duration_seconds ?? null,
        note: text,
        userId: ctx.actor.userId,
        at: ctx.now,
      },
    ]);
    const wrong = number_is_wrong ? await markWrong(tx, touch, before.to_norm, ctx.now) : false;
    const payload = {
      lead_id: touch.lead_id,
      changes: {
        call_outcome: { old: before.outcome, new: outcome },
        ...(duration_seconds != null && { duration_seconds: { old: before.duration_seconds, new: duration_seconds } }),
        ...(wrong && { number_is_wrong: { old: false, new: true } }),
      },
    };
    const subjects = { lead_id: touch.lead_id, communication_id: touch.id };
    await emit(tx, ctx, [{ kind: "call.recorded", leadId: touch.lead_id, subjects, payload }]);
    return getTouch(tx, touch.id);
  },
});

async function markWrong(tx: OrgTx, touch: LockedTouch, norm: string | null, now: Date): Promise<boolean> {
  return norm !== null && (await updateInvalid(tx, touch.lead_id, norm, now, now)) > 0;
}
