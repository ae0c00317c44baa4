import type { OrgTx } from "@/db/tenant";
import type { Context } from "@/lib/core/context";
import { dayAt } from "@/lib/outreach-items/rules";
import { ensureBatch, insertItems } from "@/lib/outreach-items/store";
import type { LockedSuggestion } from "./store";
import { taskOf } from "./task-rules";

/**
 * Puts what was approved into the day of whoever looks after the lead, or of who approved it where nobody does: once, and it stands there
 * until it is done or skipped.
 */
export async function takeOn(tx: OrgTx, one: LockedSuggestion, ctx: Context): Promise<void> {
  const [owner] = await tx.sql<{ user_id: string; zone: string }[]>`
    select m.user_id, coalesce(m.timezone, o.timezone) as zone from memberships m
    join organizations o on o.id = m.org_id join leads l on l.org_id = m.org_id and l.id = ${one.lead_id}
    where m.active and m.user_id in (l.owner_id, ${ctx.actor.userId}) order by m.user_id = l.owner_id desc nulls last limit 1`;
  if (!owner) throw new Error("Whoever approves is a member");
  const { channel, why, dueAt, shownFrom } = taskOf(one.type, one.content, owner.zone, ctx.now);
  const batchId = await ensureBatch(tx, owner.user_id, dayAt(owner.zone, ctx.now), ctx.now);
  const item = { batchId, leadId: one.lead_id, reason: "suggestion" as const, channel, why, dueAt };
  await insertItems(
    tx,
    [{ ...item, subject: null, body: null, suggestionId: one.id, snoozedUntil: shownFrom }],
    ctx.now,
  );
}
