import { z } from "zod";
import type { OrgTx } from "@/db/tenant";
import { defineCommand } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { plusSeconds } from "@/lib/core/time";
import { endEnrollments, withdrawWaiting } from "@/lib/enrollments/end-enrollments";
import { insertEnrollmentEvents, parkRunning } from "@/lib/enrollments/store";
import { lockCursor, moveCursor } from "@/lib/events/cursor-store";
import { emit, type NewEvent } from "@/lib/events/emit";
import { endAsked } from "@/lib/outreach-items/store";
import { dayBegun } from "@/lib/quiet-hours/rules";
import { moveEnrollment } from "./move-enrollment";
import { type Due, listDue, listPlans } from "./queries";
import { CONCERNED, type Concerned, findStops, listConcerned, listPromised, type StoppedFact } from "./stop-queries";

const pageSize = 500;
const unknownAbsenceSeconds = 7 * 86_400;

type News = { position: number; kind: string; lead_id: string | null; return_date: string | null };

/**
 * Reads the next sealed events of an organization and looks at the enrollments they may concern: who stepped in stops them, a touch that a
 * rep was asked for moves them on, who is away parks them. The cursor moves in the same transaction. Called by the worker alone.
 */
export const checkEnrollments = defineCommand({
  name: "checkEnrollments",
  permission: "enrollments:write",
  input: z.strictObject({}),
  run: async (tx, _, ctx): Promise<{ read: number; ended: number; more: boolean }> => {
    const cursor = await lockCursor(tx, "sequences");
    const news = await tx.sql<News[]>`
      select e.position, e.kind, e.lead_id, case when e.kind = 'lead.away' then p.payload::jsonb ->> 'return_date' end as return_date
      from events e left join event_payloads p on p.org_id = e.org_id and p.id = e.id
      where e.org_id = current_org_id() and e.position > ${cursor} order by e.position limit ${pageSize}`;
    const last = news.at(-1);
    if (!last) return { read: 0, ended: 0, more: false };
    const leads = [
      ...new Set(news.flatMap(({ kind, lead_id }) => (lead_id && !kind.startsWith("enrollment.") ? [lead_id] : []))),
    ];
    const finder = { ...ctx, actor: { ...ctx.actor, name: "Touchline" } };
    let ended = 0;
    for (let after: Concerned | undefined, more = true; more; ) {
      const concerned = await listConcerned(tx, leads, after);
      ended += await lookAt(tx, concerned, news, finder);
      after = concerned.at(-1);
      more = concerned.length === CONCERNED;
    }
    await withdrawPromised(tx, await listPromised(tx, leads), finder);
    await moveCursor(tx, "sequences", last.position, ctx.now);
    return { read: news.length, ended, more: news.length === pageSize };
  },
});

async function lookAt(tx: OrgTx, concerned: Concerned[], news: News[], ctx: Context): Promise<number> {
  if (concerned.length === 0) return 0;
  const ids = concerned.map((one) => one.id);
  await tx.sql`select id from leads where id = any (${concerned.map((one) => one.lead_id)}::uuid[]) order by id for no key update`;
  await tx.sql`select id from lead_sequence_enrollments where id = any (${ids}::uuid[]) order by id for update`;
  const found = await findStops(tx, ids, ctx.now);
  const events: NewEvent[] = [];
  let count = 0;
  for (const { id, reason } of found) {
    if (!reason) continue;
    const { ended, events: told } = await endEnrollments(tx, [id], { status: "stopped", reason }, ctx.now);
    count += ended.length;
    events.push(...told);
  }
  events.push(...(await noteDone(tx, found, ctx)));
  const going = found.filter((one) => !one.reason);
  for (const { lead_id, return_date } of news.filter((one) => one.kind === "lead.away")) {
    const those = going.filter((other) => lead_id && other.persons.includes(lead_id)).map((one) => one.id);
    for (const one of those.length > 0 ? await listDue(tx, those) : []) await park(tx, one, return_date, ctx);
  }
  await emit(tx, author(ctx), events);
  return count;
}

/** What waits of those that went all their way is withdrawn when somebody stepped in. */
async function withdrawPromised(tx: OrgTx, promised: Concerned[], ctx: Context): Promise<void> {
  if (promised.length === 0) return;
  await tx.sql`select id from leads where id = any (${promised.map((one) => one.lead_id)}::uuid[]) order by id for no key update`;
  const ids = promised.map((one) => one.id);
  for (const { id, reason } of await findStops(tx, ids, ctx.now))
    if (reason) await emit(tx, author(ctx), await withdrawWaiting(tx, id, reason, ctx.now));
}

const author = (ctx: Context) => ({ ...ctx, actor: { userId: null, name: "Touchline", via: "job" as const } });

/** What a rep was asked for and did: the step is over, and the next one comes at its time. */
async function noteDone(tx: OrgTx, found: StoppedFact[], ctx: Context): Promise<NewEvent[]> {
  const done = found.filter((one) => !one.reason && one.done_by);
  if (done.length === 0) return [];
  const due = await listDue(
    tx,
    done.map((one) => one.id),
  );
  const plans = await listPlans(
    tx,
    due.map((one) => one.version_id),
  );
  const events: NewEvent[] = [];
  for (const one of due) {
    const steps = plans.get(one.version_id) ?? [];
    const step = steps.find((other) => other.id === one.step_id);
    const communicationId = done.find((other) => other.id === one.id)?.done_by;
    if (!step) continue;
    const next = steps.find((other) => other.position === step.position + 1) ?? null;
    await endAsked(tx, one.id, communicationId ?? null, ctx.now);
    const words = "It was done, as the timeline shows.";
    events.push(...(await moveEnrollment(tx, one.id, { kind: "done", step, words, communicationId }, next, ctx.now)));
  }
  return events;
}

/** Until the day that they named has begun where they are. */
async function park(tx: OrgTx, { id, zones }: Due, returnDate: string | null, ctx: Context): Promise<void> {
  const until = returnDate ? dayBegun(zones, returnDate) : plusSeconds(ctx.now, unknownAbsenceSeconds);
  if (until <= ctx.now) return;
  const reason = returnDate ? `They are away until ${returnDate}.` : "They are away, and do not say until when.";
  if (!(await parkRunning(tx, id, until, reason, ctx.now))) return;
  await insertEnrollmentEvents(tx, [{ enrollmentId: id, kind: "parked", reason, nextAt: until }], ctx.now);
}
