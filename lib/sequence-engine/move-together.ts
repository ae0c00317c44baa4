import type { OrgTx } from "@/db/tenant";
import { endEnrollments } from "@/lib/enrollments/end-enrollments";
import { insertEnrollmentEvents, updateEnrollments } from "@/lib/enrollments/store";
import type { NewEvent } from "@/lib/events/emit";
import { dayAt } from "@/lib/outreach-items/rules";
import { ensureBatch, insertItems, type NewItem } from "@/lib/outreach-items/store";
import { type Book, emptyBook, enter } from "./book-rules";
import { type Going, listHolding } from "./queries";
import { groupsOf, nextStep } from "./rules";
import { type Sending, sendSteps } from "./send-steps";
import { textOf, valuesOf } from "./text-queries";

/**
 * Takes enrollments as far as they go, side by side: each question is asked once for all of them, and what was decided is written once.
 * Steps lead forward only, so this ends. Returns the events to emit.
 */
export async function moveTogether(tx: OrgTx, list: Going[], at: Date): Promise<NewEvent[]> {
  const book = emptyBook();
  for (let open = list; open.length > 0; ) {
    const holding = await listHolding(tx, open);
    const decided = open.map((going, nth) => {
      const { due, steps, stop, way } = going;
      return { going, decision: nextStep(way, steps, { stop, zones: due.zones, holds: holding[nth] ?? null }, at) };
    });
    const sending = decided.flatMap(({ going, decision }): Sending[] =>
      decision.kind === "send" ? [{ ...going, step: decision.step }] : [],
    );
    const sent = await sendSteps(tx, sending);
    open = decided.flatMap(({ going, decision }) => enter(book, going, decision, sent.get(going.due.id)) ?? []);
  }
  return writeBook(tx, book, at);
}

async function writeBook(tx: OrgTx, book: Book, at: Date): Promise<NewEvent[]> {
  await insertItems(tx, await itemsOf(tx, book), at);
  await insertEnrollmentEvents(tx, book.log, at);
  await updateEnrollments(tx, [...book.states.values()], at);
  const alike = groupsOf(book.ends, ({ status, reason, words }) => JSON.stringify([status, reason, words]));
  const told: NewEvent[] = [];
  for (const ends of alike) {
    const [first] = ends;
    if (!first) continue;
    const ids = ends.map((one) => one.id);
    told.push(...(await endEnrollments(tx, ids, first, at)).events);
  }
  return told;
}

async function itemsOf(tx: OrgTx, { asks }: Book): Promise<NewItem[]> {
  if (asks.length === 0) return [];
  const values = await valuesOf(
    tx,
    asks.map((one) => one.going),
  );
  const batches = new Map<string, string>();
  for (const { due, ctx } of asks.map((one) => one.going)) {
    if (batches.has(due.sender_id)) continue;
    batches.set(due.sender_id, await ensureBatch(tx, due.sender_id, dayAt(ctx.timezone, ctx.now), ctx.now));
  }
  const texts = await Promise.all(
    asks.map(({ going: { due, ctx }, step }, nth) => textOf(tx, { leadId: due.lead_id, step, ctx }, values[nth] ?? {})),
  );
  return asks.map(({ going: { due, ctx }, step, awaits }, nth) => ({
    batchId: batches.get(due.sender_id) ?? "",
    leadId: due.lead_id,
    reason: "sequence" as const,
    why: `${due.sequence_name}, step ${step.position}`,
    channel: awaits === "task" ? null : awaits,
    subject: texts[nth]?.subject ?? null,
    body: texts[nth]?.body || null,
    dueAt: ctx.now,
    enrollmentId: due.id,
    stepId: step.id,
  }));
}
