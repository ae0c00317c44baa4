import { parseReceived } from "@/lib/arrivals/parse-received";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { plusSeconds } from "@/lib/core/time";
import { completeItem } from "@/lib/daily-outreach/complete-item";
import { getDay } from "@/lib/daily-outreach/queries";
import type { DayItem } from "@/lib/daily-outreach/schema";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { enrollLeads } from "@/lib/enrolling/enroll-leads";
import { pauseEnrollment } from "@/lib/enrollments/pause-enrollment";
import { listEnrollments } from "@/lib/enrollments/queries";
import { listEnrollmentsInputSchema } from "@/lib/enrollments/schema";
import { stopEnrollment } from "@/lib/enrollments/stop-enrollment";
import { channelSchema } from "@/lib/guard/schema";
import { sendMessages } from "@/lib/lanes/send-messages";
import { receiveMessages } from "@/lib/received/receive-messages";
import { runEnrollments } from "@/lib/sequence-engine/run-enrollments";
import { createSequence } from "@/lib/sequences/create-sequence";
import { publishSequence } from "@/lib/sequences/publish-sequence";
import { updateSequence } from "@/lib/sequences/update-sequence";
import { listTemplates } from "@/lib/templates/queries";
import { listed } from "./cadence-people";
import { answers, type Cadence, cadences, interventions } from "./cadence-texts";
import type { Calendar } from "./calendar";
import type { CampaignsOf } from "./campaigns";
import { onceFree } from "./once-free";
import type { LeadPlan } from "./people";
import { findSent } from "./queries";
import type { Who } from "./sign-ins";
import type { Step } from "./steps";
import { addLead, type Stage } from "./teller";

type Told = { plan: LeadPlan; steps: Step[] };
type Known = { stories: readonly Told[]; ids: ReadonlyMap<string, string>; campaigns: CampaignsOf };
type Person = { id: string; plan: LeadPlan };
type Running = { carriers: Person[]; ice: Person[] };
/** Working days before today. */
const [begins, ice, changed, again] = [11, 9, 6, 5];
const morning = 10 * 60;
/** How many of those listed came in the first round. */
const firstOnes = 10;

/** Two weeks of sequences: who was written to and called, who answered or was taken out, and what waits for a rep today. */
export async function tellCadences(
  stage: Stage,
  calendar: Calendar,
  { stories, ids, campaigns }: Known,
): Promise<void> {
  const templates = await read(stage.as("admin", calendar.now, "templates"), "templates:read", (tx) =>
    listTemplates(tx, stage.as("admin", calendar.now, "templates")),
  );
  const named = new Map(templates.map((one) => [one.name, one.id]));
  const make = async ({ name, description, steps, exit_rules }: Cadence, ago: number, publish: boolean) => {
    const ctx = stage.as("admin", calendar.workday(ago, 560), `sequence ${name}`);
    return (
      await onceFree(() =>
        createSequence(ctx, {
          name,
          description,
          steps: given(steps, named),
          exit_rules,
          campaign_id: campaigns.get(name),
          publish,
        }),
      )
    ).id;
  };
  const carriers = await make(cadences.carriers, begins + 1, true);
  const off = await make(cadences.ice, ice + 1, true);
  await make(cadences.fair, 2, false);
  const people: Running = { carriers: await addListed(stage, calendar), ice: [] };
  const enroll = async (sequence_id: string, list: Person[], ago: number): Promise<Person[]> => {
    const ctx = stage.as("manager", calendar.workday(ago, morning - 20), `enrolled ${ago}`);
    const lead_ids = list.map((one) => one.id);
    const { left_out } = await onceFree(() => enrollLeads(ctx, { sequence_id, lead_ids }));
    return list.filter((one) => left_out.every(({ lead }) => lead.id !== one.id));
  };
  for (let ago = begins; ago >= 1; ago--) {
    if (ago === begins) await enroll(carriers, people.carriers.slice(0, firstOnes), ago);
    if (ago === ice) people.ice = await enroll(off, thoseOnIce(stories, ids, calendar), ago);
    if (ago === changed) await change(stage, calendar, carriers, given(cadences.carriers.later ?? [], named));
    if (ago === again) await enroll(carriers, people.carriers.slice(firstOnes), ago);
    await work(stage, calendar.workday(ago, morning));
    await answerAsked(stage, calendar, people, ago);
    await receiveAnswers(stage, calendar, people, ago);
    await intervene(stage, calendar, people, ago);
  }
  await work(stage, calendar.now);
}

const given = (steps: Cadence["steps"], templates: ReadonlyMap<string, string>) =>
  steps.map(({ template, ...step }) => ({ ...step, ...(template && { template_id: templates.get(template) }) }));

async function addListed(stage: Stage, calendar: Calendar): Promise<Person[]> {
  const people: Person[] = [];
  for (const [nth, plan] of listed.entries())
    people.push({ plan, id: await addLead(stage, plan, calendar.workday(begins + 1, 620 + nth * 3)) });
  return people;
}

/** Those on ice whom nobody has touched for long, who are at work when the office is. */
function thoseOnIce(stories: readonly Told[], ids: ReadonlyMap<string, string>, calendar: Calendar): Person[] {
  const until = calendar.workday(begins + 3, 0);
  return stories.flatMap(({ plan, steps }) => {
    const id = ids.get(plan.key);
    const reached = plan.status === "on_ice" && plan.email && plan.phone && plan.owner && !plan.leaves;
    const silent = steps.every((step) => step.at < until);
    return id && reached && silent && plan.company.place.timezone.startsWith("America") ? [{ id, plan }] : [];
  });
}

/** The worker comes by: what is due is decided, and what was promised leaves. */
async function work(stage: Stage, at: Date): Promise<void> {
  const { idempotency: _, ...ctx } = stage.as(stage.lister, at, "worker");
  const actor = { userId: "", name: "Touchline", role: "admin" as const, via: "job" as const, scopes: [] };
  const worker: Context = { ...ctx, actor };
  for (let more = true; more; ) ({ more } = await runEnrollments(worker, {}));
  const leaves = async (_letter: unknown, begin: () => Promise<boolean>) =>
    (await begin())
      ? ({ kind: "sent", response: "Told by the demo" } as const)
      : ({ kind: "stopped", response: "" } as const);
  const line = async () => ({ send: leaves, close: () => {} });
  const soon = { ...worker, now: plusSeconds(at, 45) };
  await sendMessages({
    context: () => soon,
    worker: ctx.requestId,
    ways: { fallback: "captured", line, journal: async () => null },
  });
}

async function change(stage: Stage, calendar: Calendar, id: string, steps: object[]): Promise<void> {
  const as = (what: string, minute: number) => stage.as("admin", calendar.workday(changed, minute), what);
  await onceFree(() => updateSequence(as("a step more", 570), { sequence_id: id, steps }));
  await onceFree(() => publishSequence(as("second version", 575), { sequence_id: id }));
}

const everySecond = 2;

/** Every second call that was asked for was made the same day, where the guard had nothing against it; the others wait in Today. */
async function answerAsked(stage: Stage, calendar: Calendar, people: Running, ago: number): Promise<void> {
  const chosen = new Set([...people.carriers, ...people.ice].filter((_, n) => n % everySecond === 0).map((p) => p.id));
  for (const by of ["rep1", "rep2", "rep3", "rep4"] as const) {
    const at = calendar.workday(ago, 13 * 60);
    const { idempotency: _, ...ctx } = stage.as(by, at, "day");
    const day = await read(ctx, "communications:read", (tx) => getDay(tx, ctx));
    const open = day.data.filter((one) => one.status === "open" && chosen.has(one.lead.id));
    for (const item of open.filter((one) => !one.channel || verdictOf(one) === "free")) {
      const as = stage.as(by, plusSeconds(at, 300), `asked ${item.id}`);
      const notes = item.channel === "call" ? "Nobody picked up; left two sentences on the machine." : undefined;
      await onceFree(() => completeItem(as, { item_id: item.id, notes }));
    }
  }
}

const verdictOf = ({ channel, contactability }: DayItem) =>
  contactability?.channels[channelSchema.parse(channel)]?.verdict;

async function receiveAnswers(stage: Stage, calendar: Calendar, people: Running, today: number): Promise<void> {
  for (const { cadence, nth, ago, text } of answers) {
    const person = people[cadence][nth];
    if (ago !== today || !person) continue;
    const at = calendar.workday(ago, 12 * 60);
    const { idempotency: _, ...ctx } = stage.as(person.plan.by, at, "answer");
    const sent = await read(ctx, "communications:read", (tx) => findSent(tx, person.id));
    if (!sent) continue;
    const { first, last, email } = person.plan;
    const lines = [
      `From: ${first} ${last} <${email}>`,
      `To: ${sent.from_address}`,
      `Date: ${at.toUTCString().replace("GMT", "+0000")}`,
      `Message-ID: <answer-${person.plan.key}@${person.plan.company.domain}>`,
      `In-Reply-To: ${sent.message_id}`,
      `Subject: Re: ${sent.subject}`,
      "Content-Type: text/plain; charset=utf-8",
      "",
      text,
    ];
    const mail = await parseReceived(Buffer.from(lines.join("\r\n")), at, plusSeconds(at, 20));
    if (mail) await receiveMessages({ ...ctx, now: plusSeconds(at, 20) }, { messages: [mail] });
  }
}

async function intervene(stage: Stage, calendar: Calendar, people: Running, today: number): Promise<void> {
  for (const { nth, ago, what } of interventions) {
    const person = people.carriers[nth];
    if (ago !== today || !person) continue;
    const by: Who = person.plan.owner ?? person.plan.by;
    const ctx = stage.as(by, calendar.workday(ago, 14 * 60), `${what} ${person.plan.key}`);
    const one = { lead_id: person.id, limit: 1 };
    const { data } = await read(ctx, "communications:read", (tx) =>
      listEnrollments(tx, listEnrollmentsInputSchema.parse(one), ctx.now),
    );
    const enrollment_id = data[0]?.id;
    const until = calendar.workday(-3, 9 * 60).toISOString();
    await onceFree(async () => {
      if (what === "pause") await pauseEnrollment(ctx, { enrollment_id });
      if (what === "park") await pauseEnrollment(ctx, { enrollment_id, until });
      if (what === "stop") await stopEnrollment(ctx, { enrollment_id });
      const asked = { kind: "email", value: person.plan.email, source: "unsubscribe", reason: "Unsubscribed by link" };
      if (what === "unsubscribe") await addDncEntry(ctx, asked);
      const call = { lead_id: person.id, method: "call", direction: "outbound", already_happened: true };
      if (what === "call") await logContact(ctx, { ...call, body: "Rang from the car. Talk again in the new year." });
    });
  }
}
