import type { OrgTx } from "@/db/tenant";
import type { Refused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { emit } from "@/lib/events/emit";
import type { Stopped } from "@/lib/outreach/pass-gate";
import { insertCollisions } from "@/lib/outreach/store";
import { collisionOf } from "./collision-rules";
import type { NewCommunication } from "./store";

/** Keeps the evidence of a touch that the gate stopped (decision 0010), and hands on the refusal. */
export async function recordPrevented(
  tx: OrgTx,
  touch: NewCommunication,
  stopped: Stopped,
  ctx: Context,
): Promise<Refused> {
  const { leadId } = touch;
  const { code, refusal, dncEntryId } = stopped;
  await insertCollisions(tx, [{ ...collisionOf(touch, "prevented", stopped), dncEntryId, at: ctx.now }]);
  await emit(tx, ctx, [
    { kind: "outreach.prevented", leadId, subjects: { lead_id: leadId }, payload: { lead_id: leadId, code } },
  ]);
  return { refused: refusal };
}
