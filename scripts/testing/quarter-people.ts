import type postgres from "postgres";
import { at as asAt, type MintedOrganization } from "@/db/testing/organization";
import { logContact } from "@/lib/communications/log-contact";
import { recordConsent } from "@/lib/consents/record-consent";
import { isRefused } from "@/lib/core/command";
import type { Context } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { completeItem } from "@/lib/daily-outreach/complete-item";
import { createDay } from "@/lib/daily-outreach/create-day";
import { sendItem } from "@/lib/daily-outreach/send-item";
import { skipItem } from "@/lib/daily-outreach/skip-item";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { claimDraft } from "@/lib/drafts/claim-draft";
import { queueMessage } from "@/lib/sending/queue-message";
import { approveSuggestion } from "@/lib/suggestions/approve-suggestion";
import type { Story } from "@/scripts/testing/quarter-story";

/** Five who work in an organization, the people they write to, and what all of these do, by their own account. */
export type People = {
  org: MintedOrganization;
  reps: { ctx: Context; chance: () => number }[];
  leads: { id: string; email: string; phone: string; dead: boolean }[];
  chance: () => number;
  story: Pick<Story, "optedOut" | "answered" | "touches" | "drafting">;
  /** whom each called last */
  called: Map<string, People["leads"][number]>;
  problems: string[];
  counts: { byHand: number; items: number; approved: number };
};
/** When something is done, and from when on whoever sends must know of it. */
export type Moment = { now: Date; known: number };

/** All at once: each works by hand, and in the morning goes through a day. Before that somebody begins to write, to whom others write as well. */
export async function workByHand(people: People, moment: Moment, morning: boolean): Promise<void> {
  const begun = await beginToWrite(people, moment);
  await Promise.all(
    people.reps.map(async (rep) => {
      const ctx = asAt(rep.ctx, moment.now);
      if (begun && rep.chance() < 0.5) await contact(people, ctx, { lead: begun, kind: "email" }, rep.chance, moment);
      if (rep.chance() < 0.7) await contactSomebody(people, ctx, rep.chance, moment);
      if (morning) await goThroughDay(people, ctx, rep.chance, moment);
    }),
  );
}

async function beginToWrite(people: People, { now, known }: Moment): Promise<People["leads"][number] | null> {
  const [rep] = people.reps.toSorted(() => people.chance() - 0.5);
  const lead = pick(people, people.chance);
  if (!rep || people.chance() < 0.6) return null;
  const draft = await attempt(people, () => claimDraft(asAt(rep.ctx, now), { lead_id: lead.id, method: "email" }));
  if (draft?.claimed) people.story.drafting.push({ email: lead.email, at: known, by: rep.ctx.actor.name });
  return lead;
}

/** What several of them write nearly word by word. */
const STOCK = [
  "Our drivers lose an hour at every gate that is booked by telephone, and we heard that yours do as well.",
  "Last winter four carriers near you moved their booking of ramps into one calendar and kept their tariffs.",
];

/** A rep calls or writes to somebody, or rings again where they rang last. Whoever is refused leaves it: nobody gives a reason here. */
async function contactSomebody(people: People, ctx: Context, chance: () => number, moment: Moment): Promise<void> {
  const last = chance() < 0.35 ? people.called.get(ctx.actor.userId) : undefined;
  if (last) return contact(people, ctx, { lead: last, kind: "call" }, chance, moment);
  const luck = chance();
  const kind = luck < 0.4 ? "email" : luck < 0.7 ? "call" : "linkedin";
  await contact(people, ctx, { lead: pick(people, chance), kind }, chance, moment);
}

type Wish = { lead: People["leads"][number]; kind: "email" | "call" | "linkedin" };
async function contact(people: People, ctx: Context, { lead, kind }: Wish, chance: () => number, { known }: Moment) {
  const body = chance() < 0.3 ? `About ${newId()}` : `${STOCK[chance() < 0.5 ? 0 : 1]} ${ctx.actor.name}`;
  if (kind === "call") people.called.set(ctx.actor.userId, lead);
  const done = await attempt<unknown>(people, () =>
    kind === "email"
      ? queueMessage(ctx, { lead_id: lead.id, channel: "email", subject: "By hand", body_text: body })
      : logContact(ctx, { lead_id: lead.id, method: kind, direction: "outbound" }),
  );
  if (!done) return;
  people.counts.byHand += 1;
  people.story.touches.push({ email: lead.email, at: known, kind, by: ctx.actor.name });
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
    if (luck >= 0.2 && item.lead.email)
      people.story.touches.push({ email: item.lead.email, at: known, kind, by: ctx.actor.name, step: own });
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
      people.story.touches.push({ email: one.email, at: known, kind: "email", by: rep.actor.name });
  }
}

/** Somebody answers, or asks not to be written to any more: as a person, by an address, for a whole company, or by mail alone. */
export async function hearFromSome(people: People, moment: Moment): Promise<void> {
  for (let nth = 0; nth < Math.max(1, Math.round(people.leads.length / 150)); nth++) {
    const lead = pick(people, people.chance);
    const luck = people.chance();
    if (luck < 0.3) {
      const answer = { lead_id: lead.id, method: "email", direction: "inbound", body: "Gladly" };
      await logContact(asAt(people.org.rep1, moment.now), answer);
      people.story.answered.push({ email: lead.email, at: moment.known });
    } else if (luck < 0.45) await optOut(people, lead, moment);
  }
}

async function optOut(people: People, lead: People["leads"][number], { now, known }: Moment): Promise<void> {
  const ctx = asAt(people.org.rep2, now);
  const way = Math.floor(people.chance() * 4);
  const domain = lead.email.split("@")[1] ?? "";
  const entries = [
    { kind: "person", value: lead.id },
    { kind: "email", value: lead.email },
    { kind: "domain", value: domain },
  ];
  const entry = entries[way];
  if (entry) await attempt(people, () => addDncEntry(ctx, { ...entry, reason: "asked" }));
  else await recordConsent(ctx, { lead_id: lead.id, kind: "email", status: "withdrawn", source: "a call" });
  const all = people.leads.filter(({ email }) => email === lead.email || (way === 2 && email.endsWith(`@${domain}`)));
  for (const email of new Set(all.map((one) => one.email)))
    people.story.optedOut.push({ email, at: known, ...(way % 2 === 1 ? { only: "email" as const } : {}) });
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
