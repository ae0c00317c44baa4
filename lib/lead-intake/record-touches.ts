import type { OrgTx } from "@/db/tenant";
import { insertCommunications, type NewCommunication } from "@/lib/communications/store";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { fromIso, minusDays } from "@/lib/core/time";
import { emit } from "@/lib/events/emit";
import { statusEvents } from "@/lib/events/status-rules";
import { isTold } from "@/lib/lead-rows/touch-rules";
import { movesAfterTouch } from "@/lib/leads/rules";
import type { LeadStatus } from "@/lib/leads/schema";
import { insertStatusMoves, lockLeads } from "@/lib/leads/store";
import { recordFact } from "@/lib/outreach/record-fact";
import { insertCollisions, type NewCollision } from "@/lib/outreach/store";
import type { Decided } from "./match-rules";
import { listOwners } from "./queries";

/** No window of any organization reaches back further than this; older touches take no slot. */
const longestWindowDays = 91;
const CONTACTED = "Last contacted, as the file says";
const ANSWERED = "Answered, as the file says";

/**
 * The history in a file as facts of the ledger: they move the status, take the slot where it is free, and are stored once, however
 * often the file comes. A row that tells what was said counts also where the lead itself is passed over. Nobody of us made the others,
 * so they have no user.
 */
export async function recordTouches(tx: OrgTx, rows: Decided[], ctx: Context): Promise<void> {
  const telling = rows.filter(({ draft: { touch }, outcome }) => touch && (outcome !== "skipped" || isTold(touch)));
  if (telling.length === 0) return;
  const members = telling.some((row) => row.draft.touch?.by) ? await listOwners(tx) : new Map<string, string>();
  const leads = await lockLeads(
    tx,
    telling.map((row) => row.leadId),
  );
  const here = new Set(leads.map((lead) => lead.id));
  const told = await withoutKnown(
    tx,
    telling.filter((row) => here.has(row.leadId)).map((row) => touchOf(row, members, ctx)),
  );
  const collisions: NewCollision[] = [];
  const recent = minusDays(ctx.now, longestWindowDays);
  for (const touch of told) {
    if (touch.direction === "outbound" && touch.occurredAt > recent) collisions.push(...(await place(tx, touch)));
  }
  await insertCommunications(tx, told);
  await insertCollisions(tx, collisions);
  const moves = leads.flatMap((lead) => movesOf(lead, told, ctx));
  await insertStatusMoves(tx, moves);
  await emit(tx, ctx, statusEvents(leads, moves));
}

function movesOf({ id, status }: { id: string; status: LeadStatus }, told: NewCommunication[], ctx: Context) {
  let now = status;
  const mine = told.filter((touch) => touch.leadId === id);
  return mine
    .toSorted((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime())
    .flatMap(({ direction }) => {
      const moves = movesAfterTouch(now, { direction, responded: false });
      now = moves.at(-1)?.to ?? now;
      return moves.map(({ to }) => ({
        leadId: id,
        to,
        trigger: "import" as const,
        actorId: ctx.actor.userId,
        at: ctx.now,
      }));
    });
}

function touchOf({ draft, leadId, through }: Decided, members: Map<string, string>, ctx: Context): NewCommunication {
  const { at = "", channel = "other", direction = "outbound", subject, text, by } = draft.touch ?? {};
  const ours = direction === "outbound";
  const to = ours && channel === "email" && through?.kind === "email" ? through : null;
  return {
    ...(to ? { toAddress: to.raw, toNorm: to.norm } : {}),
    id: newId(),
    leadId,
    userId: ours && by ? (members.get(by.toLowerCase()) ?? null) : null,
    actorName: by ?? (ours ? "Before the import" : null),
    source: "import",
    intent: "happened",
    channel,
    direction,
    status: ours ? "logged" : "received",
    subject: subject ?? (text ? null : ours ? CONTACTED : ANSWERED),
    body: text ?? null,
    occurredAt: fromIso(at || ctx.now.toISOString()),
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
}

type Said = { channel: string; at: Date; direction: string; subject: string | null; body: string | null };

/** A touch that only says that it was is known when any was at that time; one that says what was said, when it is the same. */
async function withoutKnown(tx: OrgTx, touches: NewCommunication[]): Promise<NewCommunication[]> {
  if (touches.length === 0) return [];
  const timeOf = (lead: string, { channel, at }: Said) => `${lead} ${channel} ${at.toISOString()}`;
  const wordsOf = (lead: string, said: Said) =>
    [timeOf(lead, said), said.direction, said.subject ?? "", (said.body ?? "").slice(0, 200)].join("\n");
  const known = await tx.sql<(Said & { lead_id: string })[]>`
    select lead_id, channel, occurred_at as at, direction, subject, left(body, 200) as body from communications
    where lead_id = any (${[...new Set(touches.map((touch) => touch.leadId))]}::uuid[])`;
  const seen = new Set(known.flatMap((row) => [timeOf(row.lead_id, row), wordsOf(row.lead_id, row)]));
  return touches.filter((touch) => {
    const { leadId, channel, direction, subject = null, body = null } = touch;
    const said = { channel, at: touch.occurredAt, direction, subject, body };
    const bare = body === null && (subject === CONTACTED || subject === ANSWERED);
    const key = bare ? timeOf(leadId, said) : wordsOf(leadId, said);
    const fresh = !seen.has(key);
    seen.add(timeOf(leadId, said)).add(wordsOf(leadId, said));
    return fresh;
  });
}

async function place(tx: OrgTx, touch: NewCommunication): Promise<NewCollision[]> {
  const { leadId, channel, id: communicationId, occurredAt } = touch;
  const { to, broken } = await recordFact(tx, {
    leadId,
    channel,
    communicationId,
    userId: touch.userId ?? null,
    occurredAt,
  });
  if (to && !touch.toNorm) Object.assign(touch, { toAddress: to.raw, toNorm: to.norm });
  const what = {
    kind: "escaped",
    leadId,
    channel,
    at: occurredAt,
    userId: touch.userId ?? null,
    communicationId,
    subject: null,
    excerpt: null,
  } as const;
  return broken.map(({ code, otherId }) => ({ ...what, code, otherCommunicationId: otherId }));
}
