import type { LeadStatus } from "@/lib/leads/schema";
import { type Attempt, mayUse, reachOut } from "./attempts";
import type { Calendar } from "./calendar";
import { answer, discuss, inquire, leaveOpen, lose, offer, qualify, talk, win } from "./chapters";
import { newPen, type Pen } from "./pen";
import type { LeadPlan } from "./people";
import { reasons } from "./reasons";
import type { Step } from "./steps";
import type { Thread } from "./thread";

/** How far back a story may begin, in working days: half a year. */
const longest = 125;

/** What happened with this lead until yesterday, and when it was added. */
export function storyOf(plan: LeadPlan, calendar: Calendar): { begins: Date; steps: Step[] } {
  // Told twice: the first time shows how long it is, the second time it ends where it should.
  const rehearsal = newPen(plan, calendar, 0);
  tell(rehearsal);
  const length = -rehearsal.day();
  const [least, most] = restOf[plan.status];
  // Half of those who are worked on were contacted in the last days.
  const until = isActive(plan.status) && rehearsal.chance.happens(0.5) ? recent : most;
  const rest = Math.min(rehearsal.chance.between(least, until), longest - length);
  const pen = newPen(plan, calendar, length + Math.max(rest, plan.quiet ?? 1, 1));
  return { begins: tell(pen), steps: pen.steps };
}

function tell(pen: Pen): Date {
  const begins = pen.at();
  pen.soon(4, 40);
  arcs[pen.plan.status](pen);
  return begins;
}

const recent = 7;
const isActive = (status: LeadStatus) => ["contacted", "conversing", "qualified", "proposal"].includes(status);

/** Working days between the last step and today. */
const restOf: Record<LeadStatus, [number, number]> = {
  new: [1, 24],
  enriched: [1, 34],
  contacted: [1, 80],
  conversing: [1, 45],
  qualified: [1, 25],
  proposal: [1, 14],
  on_ice: [14, 75],
  converted: [2, 80],
  lost: [4, 85],
  unqualified: [5, 95],
};

const arcs: Record<LeadStatus, (pen: Pen) => void> = {
  new: (pen) => {
    if (!pen.chance.happens(0.06)) return;
    reject(pen);
    pen.later(20, 60);
    pen.move("new", pen.chance.pick(reasons.new), "manager");
  },
  enriched: (pen) => enrich(pen),
  contacted: (pen) => {
    if (pen.chance.happens(0.4)) enrich(pen);
    if (pen.chance.happens(0.55)) silence(pen, 2, 4);
    reachOut(pen, pen.chance.between(1, 5));
  },
  conversing: (pen) => {
    const thread = converse(pen);
    if (pen.chance.happens(0.4)) leaveOpen(pen, thread);
    else if (pen.chance.happens(0.3)) talk(pen);
  },
  qualified: (pen) => {
    const thread = converse(pen);
    qualify(pen);
    if (pen.chance.happens(0.35)) leaveOpen(pen, thread);
    else if (pen.chance.happens(0.3)) talk(pen);
  },
  proposal: (pen) => {
    converse(pen);
    qualify(pen);
    const thread = offer(pen);
    if (pen.chance.happens(0.5)) leaveOpen(pen, thread);
  },
  on_ice: (pen) => {
    if (pen.chance.happens(0.5)) converse(pen);
    else reachOut(pen, pen.chance.between(2, 5));
    pen.later(1, 6);
    pen.move("on_ice", pen.chance.pick(reasons.on_ice));
  },
  converted: (pen) => {
    converse(pen);
    qualify(pen);
    win(pen, offer(pen));
    if (!pen.chance.happens(0.12)) return;
    pen.later(3, 5);
    pen.move("proposal", "Signed on the wrong legal entity, contract comes again", "admin");
    pen.later(3, 6);
    pen.move("converted", "Signed again by the right entity");
  },
  lost: (pen) => {
    if (pen.chance.happens(0.4)) {
      converse(pen);
      qualify(pen);
      return lose(pen, offer(pen));
    }
    lose(pen, converse(pen));
  },
  unqualified: (pen) => reject(pen),
};

function enrich(pen: Pen): void {
  pen.later(1, 4);
  pen.move("enriched", pen.chance.pick(reasons.enriched));
  pen.later(1, 5);
}

/** A first round that nobody answered, and then nothing for a long time. */
function silence(pen: Pen, least: number, most: number): void {
  reachOut(pen, pen.chance.between(least, most));
  pen.later(25, 55);
  pen.handOver();
}

function converse(pen: Pen): Thread | undefined {
  const { chance, plan } = pen;
  if (plan.source.startsWith("Website") && mayUse(plan, "mail")) {
    const thread = inquire(pen);
    if (chance.happens(0.4)) talk(pen);
    return thread;
  }
  if (chance.happens(0.3)) enrich(pen);
  if (chance.happens(0.4)) silence(pen, 2, 3);
  const last: Attempt = reachOut(pen, chance.between(1, 3));
  const thread = answer(pen, last);
  discuss(pen, thread, chance.between(1, 3));
  if (chance.happens(0.25)) talk(pen);
  return thread;
}

function reject(pen: Pen): void {
  if (pen.chance.happens(0.5)) enrich(pen);
  if (pen.chance.happens(0.5)) reachOut(pen, pen.chance.between(1, 2));
  pen.later(1, 5);
  pen.move("unqualified", pen.chance.pick(reasons.unqualified));
}
