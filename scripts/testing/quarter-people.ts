import type postgres from "postgres";
import { at as asAt, type MintedOrganization } from "@/db/testing/organization";
import { logContact } from "@/lib/communications/log-contact";
import { isRefused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { completeItem } from "@/lib/daily-outreach/complete-item";
import { createDay } from "@/lib/daily-outreach/create-day";
import { sendItem } from "@/lib/daily-outreach/send-item";
import { skipItem } from "@/lib/daily-outreach/skip-item";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { queueMessage } from "@/lib/sending/queue-message";
import { approveSuggestion } from "@/lib/suggestions/approve-suggestion";
import type { Story } from "@/scripts/testing/quarter-log";

/** Five who work in an organization, the people they write to, and what all of these do, by their own account. */
export type People = {
  org: MintedOrganization;
  reps: { ctx: Context; chance: () => number }[];
  leads: { id: string; email: string; dead: boolean }[];
  chance: () => number;
  story: Pick<Story, "optedOut" | "answered" | "touches">;
  problems: string[];
  counts: { byHand: number; items: number; approved: number };
};
/** When something is done, and from when on whoever sends must know of it. */
export type Moment = { now: Date; known: number };

/** Five at once: each works by hand, and in the morning goes through a day. */
export async function workByHand(people: People, moment: Moment, morning: boolean): Promise<void> {
  await Promise.all(
    people.reps.map(async (rep) => {
      const ctx = asAt(rep.ctx, moment.now);
      if (rep.chance() < 0.5) await contactSomebody(people, ctx, rep.chance, moment);
      if (morning) await goThroughDay(people, ctx, rep.chance, moment);
    }),
  );
}

/** A rep logs a call or writes to somebody. Whoever is refused leaves it: nobody gives a reason here. */
async function contactSomebody(people: People, ctx: Context, chance: () => number, { known }: Moment): Promise<void> {
  const lead = pick(people, chance);
  const luck = chance();
  const kind = luck < 0.4 ? "email" : luck < 0.7 ? "call" : "linkedin";
  const done = await attempt<unknown>(people, () =>
    kind === "email"
      ? queueMessage(ctx, { lead_id: lead.id, channel: "email", subject: "By hand", body_text: `About ${newId()}` })
      : logContact(ctx, { lead_id: lead.id, method: kind, direction: "outbound" }),
  );
  if (!done) return;
  people.counts.byHand += 1;
  people.story.touches.push({ email: lead.email, at: known, kind, by: ctx.actor.userId });
}

async function goThroughDay(people: People, ctx: Context, chance: () => number, { known }: Moment): Promise<void> {
  const day = await attempt(people, () => createDay(ctx, { at_most: 4 }));
  for (const item of day?.data.filter((one) => one.status === "open").slice(0, 6) ?? []) {
    const luck = chance();
    const ask = { item_id: item.id };
    const own = item.reason === "sequence";
    const done = await attempt<unknown>(people, () => {
      if (luck < 0.2) return skipItem(ctx, { ...ask, reason: "Not the right time" });
      if (own || item.channel !== "email") return completeItem(ctx, { ...ask, notes: "Spoke" });
      return sendItem(ctx, { ...ask, subject: "Of the day", body: `Again about ${newId()}` });
    });
    if (!done) continue;
    people.counts.items += 1;
    // What a sequence asked for is its own step.
    const kind = item.channel === "email" || item.channel === "linkedin" ? item.channel : "call";
    if (luck >= 0.2 && !own && item.lead.email)
      people.story.touches.push({ email: item.lead.email, at: known, kind, by: ctx.actor.userId });
  }
}

/** Reps look at what is suggested to them, and approve half of it. */
export async function approveSome(people: People, admin: postgres.Sql, { now, known }: Moment): Promise<void> {
  const open = await admin<{ id: string; version: number; email: string; user_id: string | null }[]>`
    select s.id, s.version, l.email, s.user_id from suggestions s join leads l on l.org_id = s.org_id and l.id = s.lead_id
    where s.org_id = ${people.org.orgId} and s.status = 'PENDING' order by s.id limit 6`;
  for (const one of open) {
    if (people.chance() < 0.5) continue;
    const rep = people.reps.find((other) => other.ctx.actor.userId === one.user_id)?.ctx ?? people.org.rep1;
    const done = await attempt(people, () => approveSuggestion(asAt(rep, now), { id: one.id, version: one.version }));
    if (!done) continue;
    people.counts.approved += 1;
    if (done.communication_id)
      people.story.touches.push({ email: one.email, at: known, kind: "email", by: rep.actor.userId });
  }
}

/** Somebody answers, or asks not to be written to any more. */
export async function hearFromSome(people: People, { now, known }: Moment): Promise<void> {
  for (let nth = 0; nth < Math.max(1, Math.round(people.leads.length / 150)); nth++) {
    const { id, email } = pick(people, people.chance);
    const luck = people.chance();
    const answer = { lead_id: id, method: "email", direction: "inbound", body: "Gladly" };
    if (luck < 0.3) {
      await logContact(asAt(people.org.rep1, now), answer);
      people.story.answered.push({ email, at: known });
    } else if (luck < 0.4) {
      await addDncEntry(asAt(people.org.rep2, now), { kind: "person", value: id, reason: "asked" });
      people.story.optedOut.push({ email, at: known });
    }
  }
}

/** What came of it; null when it was refused. Anything else is a problem. */
async function attempt<T>(people: People, work: () => Promise<T>): Promise<Exclude<T, { refusal: unknown }> | null> {
  try {
    const done = await work();
    return isRefused(done) ? null : (done as Exclude<T, { refusal: unknown }>);
  } catch (error) {
    if (!(error instanceof AppError)) people.problems.push(String(error));
    return null;
  }
}

function pick({ leads }: People, chance: () => number): People["leads"][number] {
  const lead = leads[Math.floor(chance() * leads.length)];
  if (!lead) throw new Error("There are leads");
  return lead;
}

/** The same numbers for the same seed (mulberry32). */
export function chanceOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
