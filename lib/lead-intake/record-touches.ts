import type { OrgTx } from "@/db/tenant";
import { insertCommunications, type NewCommunication } from "@/lib/communications/store";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { fromIso, minusDays } from "@/lib/core/time";
import { movesAfterTouch } from "@/lib/leads/rules";
import { insertStatusMoves, lockLeads } from "@/lib/leads/store";
import { recordFact } from "@/lib/outreach/record-fact";
import { insertCollisions, type NewCollision } from "@/lib/outreach/store";
import type { Decided } from "./match-rules";

/** No window of any organization reaches back further than this; older touches take no slot. */
const longestWindowDays = 91;

/**
 * "Last contacted" of a file as facts of the ledger: they move the status, take the slot where it is free, and are stored once, however
 * often the file comes. Nobody here made them, so they have no user.
 */
export async function recordTouches(tx: OrgTx, rows: Decided[], ctx: Context): Promise<void> {
  const told = await withoutKnown(
    tx,
    rows.flatMap((row) => (row.draft.touch && row.outcome !== "skipped" ? touchOf(row, ctx) : [])),
  );
  if (told.length === 0) return;
  const leads = await lockLeads(
    tx,
    told.map((touch) => touch.leadId),
  );
  const collisions: NewCollision[] = [];
  const recent = minusDays(ctx.now, longestWindowDays);
  for (const touch of told) if (touch.occurredAt > recent) collisions.push(...(await place(tx, touch)));
  await insertCommunications(tx, told);
  await insertCollisions(tx, collisions);
  const moves = leads.flatMap(({ id, status }) =>
    movesAfterTouch(status, { direction: "outbound", responded: false }).map(({ to }) => ({
      leadId: id,
      to,
      trigger: "import" as const,
      actorId: ctx.actor.userId,
      at: ctx.now,
    })),
  );
  await insertStatusMoves(tx, moves);
}

const touchOf = ({ draft, leadId }: Decided, ctx: Context): NewCommunication => ({
  id: newId(),
  leadId,
  userId: null,
  actorName: "Before the import",
  source: "import",
  intent: "happened",
  channel: draft.touch?.channel ?? "other",
  direction: "outbound",
  status: "logged",
  subject: "Last contacted, as the file says",
  occurredAt: fromIso(draft.touch?.at ?? ctx.now.toISOString()),
  createdAt: ctx.now,
  updatedAt: ctx.now,
});

async function withoutKnown(tx: OrgTx, touches: NewCommunication[]): Promise<NewCommunication[]> {
  if (touches.length === 0) return [];
  const keyOf = (lead: string, channel: string, at: Date) => `${lead} ${channel} ${at.toISOString()}`;
  const known = await tx.sql<{ lead_id: string; channel: string; occurred_at: Date }[]>`
    select lead_id, channel, occurred_at from communications where lead_id = any (${touches.map((touch) => touch.leadId)}::uuid[])`;
  const seen = new Set(known.map((row) => keyOf(row.lead_id, row.channel, row.occurred_at)));
  return touches.filter((touch) => {
    const key = keyOf(touch.leadId, touch.channel, touch.occurredAt);
    return !seen.has(key) && seen.add(key);
  });
}

async function place(tx: OrgTx, touch: NewCommunication): Promise<NewCollision[]> {
  const { leadId, channel, id: communicationId, occurredAt } = touch;
  const { to, broken } = await recordFact(tx, { leadId, channel, communicationId, userId: null, occurredAt });
  if (to) Object.assign(touch, { toAddress: to.raw, toNorm: to.norm });
  const what = {
    kind: "escaped",
    leadId,
    channel,
    at: occurredAt,
    userId: null,
    communicationId,
    subject: null,
    excerpt: null,
  } as const;
  return broken.map(({ code, otherId }) => ({ ...what, code, otherCommunicationId: otherId }));
}
