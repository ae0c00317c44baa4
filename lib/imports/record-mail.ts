import { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { ensureThreads, insertCommunications, type NewCommunication } from "@/lib/communications/store";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { cutText } from "@/lib/core/text-rules";
import { emit } from "@/lib/events/emit";
import { statusEvents } from "@/lib/events/status-rules";
import { movesAfterTouch } from "@/lib/leads/rules";
import { insertStatusMoves, lockLeads } from "@/lib/leads/store";
import { findOptOuts, type InboundMessage, recordOptOuts } from "@/lib/opt-outs/record-opt-outs";
import { recordFact } from "@/lib/outreach/record-fact";
import { insertCollisions, type NewCollision } from "@/lib/outreach/store";
import { updateReplyClasses } from "@/lib/threads/store";
import { saidIn } from "@/lib/told-touches/rules";
import { findTold, updateReadAs } from "@/lib/told-touches/store";
import { ensureLeads } from "./ensure-leads";
import { findAnswered, findStored } from "./queries";

const mailTouchSchema = z.strictObject({
  message_id: z.string().min(1).max(1000),
  direction: z.enum(["outbound", "inbound"]),
  user_id: z.uuid(),
  user_name: z.string(),
  person: z.strictObject({ email: z.string(), norm: z.string(), name: z.string() }),
  at: z.date(),
  thread_key: z.string(),
  answers_message_id: z.string().nullable(),
  in_reply_to: z.string().nullable(),
  references: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  cc: z.string().nullable(),
  subject: z.string(),
  text: z.string(),
});
export type MailTouchInput = z.output<typeof mailTouchSchema>;
export type RecordedMail = {
  stored: string[];
  outbound: number;
  inbound: number;
  leads: number;
  threads: number;
  collisions: number;
};

/**
 * Mail that was exchanged, as facts in the ledger, in the order given: people become leads, threads are kept, a slot is taken where it
 * was free and else the collision is recorded. What is stored already is passed over, so a cut import can be run again.
 */
export const recordMail = defineCommand({
  name: "recordMail",
  permission: "communications:write",
  input: z.strictObject({ touches: z.array(mailTouchSchema).max(500) }),
  run: async (tx, { touches }, ctx): Promise<RecordedMail> => {
    const people = await ensureLeads(
      tx,
      touches.map((touch) => touch.person),
      ctx,
    );
    const known = await findStored(
      tx,
      touches.map((touch) => touch.message_id),
    );
    const fresh = touches.filter(
      (touch) => !known.has(`${touch.message_id} ${touch.direction} ${people.ids.get(touch.person.norm)}`),
    );
    const rows = fresh.map((touch) => rowOf(touch, people.ids.get(touch.person.norm) ?? "", ctx));
    const leads = await lockLeads(
      tx,
      rows.map((row) => row.leadId),
    );
    const threads = await ensureThreads(
      tx,
      rows.map((row, index) => threadOf(row, fresh[index])),
    );
    for (const [index, row] of rows.entries()) row.threadId = threads[index]?.id ?? null;

    const optOuts = await findOptOuts(
      tx,
      fresh.flatMap((touch, index) => inboundOf(touch, rows[index])),
    );
    const collisions = await insertTouches(tx, rows, fresh, ctx);
    await insertCollisions(tx, collisions);
    await recordOptOuts(tx, optOuts, ctx);
    await updateReplyClasses(tx, answeredIn(rows), ctx.now);
    const moves = leads.flatMap((lead) => movesOf(lead.id, lead.status, rows, ctx));
    await insertStatusMoves(tx, moves);
    await emit(tx, ctx, [
      { kind: "mail.recorded", payload: { touches: rows.length, leads: people.created } },
      ...statusEvents(leads, moves),
    ]);
    return {
      stored: [...new Set(fresh.map((touch) => touch.message_id))],
      outbound: rows.filter((row) => row.direction === "outbound").length,
      inbound: rows.filter((row) => row.direction === "inbound").length,
      leads: people.created,
      threads: threads.filter((thread) => thread.created).length,
      collisions: collisions.length,
    };
  },
});

/**
 * Theirs first, so that ours find what they answer. What somebody logged by hand before counts as the message from now on, and is looked for
 * among all of them, for the nearest in time is the one.
 */
async function insertTouches(
  tx: OrgTx,
  rows: NewCommunication[],
  touches: MailTouchInput[],
  ctx: Context,
): Promise<NewCollision[]> {
  const pairs = rows.flatMap((row, index) => (touches[index] ? [{ row, touch: touches[index] }] : []));
  const [theirs, ours] = [pairs.filter(isInbound), pairs.filter((one) => !isInbound(one))];
  await insertCommunications(
    tx,
    theirs.map(({ row }) => row),
  );
  for (const { row, touch } of ours) Object.assign(row, { toAddress: touch.person.email, toNorm: touch.person.norm });
  const told = await findTold(
    tx,
    ours.map(({ row }) => saidIn(row)),
  );
  const collisions: NewCollision[] = [];
  for (const { row, touch } of ours) {
    const isTold = told.some((one) => one.messageId === row.id);
    collisions.push(...(await place(tx, row, touch, isTold)));
    await insertCommunications(tx, [row]);
  }
  const heard = await findTold(
    tx,
    theirs.map(({ row }) => saidIn(row)),
  );
  await updateReadAs(tx, [...told, ...heard], ctx.now);
  return collisions;
}

const isInbound = ({ row }: { row: NewCommunication }) => row.direction === "inbound";

/** The conversations in which they wrote. */
const answeredIn = (rows: NewCommunication[]): string[] => [
  ...new Set(rows.flatMap((row) => (row.direction === "inbound" ? (row.threadId ?? []) : []))),
];

// A reply to a person's own message is a live conversation, not outreach: it needs no slot. Two members answering the same one collide.
async function place(
  tx: OrgTx,
  row: NewCommunication,
  touch: MailTouchInput,
  isTold: boolean,
): Promise<NewCollision[]> {
  const answered = touch.answers_message_id ? await findAnswered(tx, row.leadId, touch.answers_message_id) : null;
  if (answered) {
    row.parentId = answered.id;
    row.guardKind = "reply";
    const other = answered.answers.find((one) => one.user_id !== touch.user_id);
    return other ? [collisionOf(row, other.id)] : [];
  }
  // Whoever logged it before took its slot, or heard whose it was.
  if (isTold) return [];
  const fact = {
    leadId: row.leadId,
    channel: "email",
    communicationId: row.id,
    userId: touch.user_id,
    occurredAt: row.occurredAt,
  };
  const { broken } = await recordFact(tx, fact);
  return broken.map((one) => ({ ...collisionOf(row, one.otherId), code: one.code }));
}

function rowOf(touch: MailTouchInput, leadId: string, ctx: Context): NewCommunication {
  return {
    id: newId(),
    leadId,
    userId: touch.user_id,
    actorName: touch.user_name,
    source: "import",
    intent: "happened",
    channel: "email",
    direction: touch.direction,
    fromAddress: touch.from,
    toAddress: touch.to,
    cc: touch.cc,
    subject: touch.subject || null,
    body: touch.text || null,
    status: touch.direction === "inbound" ? "received" : "logged",
    messageId: touch.message_id,
    inReplyTo: touch.in_reply_to,
    references: touch.references,
    occurredAt: touch.at,
    createdAt: ctx.now,
    updatedAt: ctx.now,
  };
}

const inboundOf = (touch: MailTouchInput, row: NewCommunication | undefined): InboundMessage[] => {
  if (!row || touch.direction === "outbound") return [];
  const address = { kind: "email" as const, value: touch.person.norm };
  return [{ id: row.id, leadId: row.leadId, channel: "email", subject: touch.subject, body: touch.text, address }];
};

const threadOf = (row: NewCommunication, touch: MailTouchInput | undefined) => ({
  id: newId(),
  leadId: row.leadId,
  channel: "email",
  subject: row.subject?.replace(/^((re|fwd?|aw)(\[\d+\])?:\s*)+/i, "") ?? null,
  rootKey: touch?.thread_key ?? row.messageId ?? row.id,
});

function movesOf(
  leadId: string,
  status: Parameters<typeof movesAfterTouch>[0],
  rows: NewCommunication[],
  ctx: Context,
) {
  let now = status;
  return rows
    .filter((row) => row.leadId === leadId)
    .flatMap((row) => {
      const moves = movesAfterTouch(now, { direction: row.direction, responded: false });
      now = moves.at(-1)?.to ?? now;
      return moves.map((move) => ({ ...move, leadId, actorId: row.userId ?? null, at: ctx.now }));
    });
}

const collisionOf = (row: NewCommunication, otherId: string | null): NewCollision => ({
  kind: "escaped",
  code: "RECENTLY_CONTACTED",
  leadId: row.leadId,
  channel: "email",
  at: row.occurredAt,
  userId: row.userId ?? null,
  communicationId: row.id,
  otherCommunicationId: otherId,
  subject: row.subject ?? null,
  excerpt: row.body ? cutText(row.body, 200) : null,
});
