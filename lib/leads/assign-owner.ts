import type { OrgTx } from "@/db/tenant";
import { pickOwner } from "@/lib/assignment-rules/pick-owner";
import type { Context } from "@/lib/core/context";
import type { NewEvent } from "@/lib/events/emit";
import { insertAssignments } from "./store";

export type Arrived = { id: string; source?: string | null; status?: string };

/** Gives leads that arrived without an owner to whose turn it is by the organization's rules, and says of each why. Emit what it answers. */
export async function assignOwner(
  tx: OrgTx,
  { id, source = null, status = "new" }: Arrived,
  ctx: Context,
): Promise<NewEvent[]> {
  const picked = await pickOwner(tx, { source, status }, ctx);
  if (!picked) return [];
  const { userId, ruleId, ruleName } = picked;
  // By the rule, not by who brought the lead in.
  await insertAssignments(tx, [
    { leadId: id, toUserId: userId, strategy: "round_robin", ruleId, assignedBy: null, at: ctx.now },
  ]);
  const payload = { lead_id: id, user_id: userId, rule: ruleName, changes: { owner_id: { old: null, new: userId } } };
  return [{ kind: "lead.assigned", leadId: id, subjects: { lead_id: id, user_id: userId, rule_id: ruleId }, payload }];
}

/** Who gets a lead is told, and who had it; nobody is told of what they did themselves. */
export function ownerEvents(
  leadId: string,
  from: string | null,
  to: string | null | undefined,
  ctx: Context,
): NewEvent[] {
  const told = (kind: string, userId: string): NewEvent => ({
    kind,
    leadId,
    subjects: { lead_id: leadId, user_id: userId },
    payload: { lead_id: leadId, user_id: userId },
  });
  return [
    ...(to && to !== ctx.actor.userId ? [told("lead.assigned", to)] : []),
    ...(from && from !== ctx.actor.userId ? [told("lead.moved", from)] : []),
  ];
}
