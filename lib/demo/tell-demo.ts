import { setTimeout as sleep } from "node:timers/promises";
import { jobsConnection } from "@/db/client";
import { normalizeEmail } from "@/lib/contact-points/rules";
import { readIdentity } from "@/lib/core/identity-command";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { linkMailReplies } from "@/lib/imports/link-mail-replies";
import { changeQuietHours } from "@/lib/quiet-hours/change-quiet-hours";
import { afterwards } from "./afterwards";
import { storyOf } from "./arcs";
import { tellCadences } from "./cadences";
import { type Calendar, calendarOf } from "./calendar";
import { tellCalls } from "./calls";
import { tellAutonomy, tellCampaigns } from "./campaigns";
import { castOf } from "./cast";
import { tellDays } from "./days";
import { tellDecisions } from "./decisions";
import { headlines } from "./headlines";
import { hoursWithHolidays } from "./holidays";
import { ines, inesBegins, inesLines } from "./ines";
import { tellLetters } from "./letters";
import { type Line, ordinaryDay, tellLines } from "./lines";
import { tellMoney } from "./money";
import { tellNotes } from "./notes";
import { onceFree } from "./once-free";
import { type OptOut, values } from "./opt-outs";
import { otherStory } from "./other-story";
import type { LeadPlan } from "./people";
import { countJoined } from "./queries";
import { switchRulesOff, switchRulesOn } from "./rule-switches";
import { tellScores } from "./scores";
import { tellSecondLooks } from "./second-looks";
import { tellShapes } from "./shapes";
import { demo, other } from "./sign-ins";
import { openStage } from "./stage";
import { tellStakeholders } from "./stakeholders";
import type { MailStep, Step } from "./steps";
import { addLead, type Stage, tellSteps } from "./teller";
import { tellWaiting } from "./waiting";
import { tellWishes } from "./wishes";

export type Told = { leads: number; steps: number };
type Story = { plan: LeadPlan; begins: Date; steps: Step[] };
type Progress = (line: string) => void;

/** The two stores of the database answer several leads at once; more would only wait for each other. */
const atOnce = 6;
const lockKey = 7_243_002;
/** When Fernway set up the guard, in working days before today and minutes of the day. */
const rulesBegin: [number, number] = [128, 540];

/**
 * Tells the demo into the database, unless it is whole: two organizations and half a year of work, through the product's own
 * commands at the moments when they would have been given. Cut off, it goes on where it stopped; what was told is found again by
 * its key. The neighbour's admin joins last and so says that everything is there.
 */
export async function tellDemo(say: Progress = () => {}): Promise<Told | null> {
  return alone(async () => {
    if (await isWhole()) return null;
    const fernway = await tellFernway(say);
    const neighbour = await tellNeighbour();
    return { leads: fernway.leads + neighbour.leads, steps: fernway.steps + neighbour.steps };
  });
}

const isWhole = async () => (await readIdentity((tx) => countJoined(tx, other.slug))) >= other.members.length;

async function tellFernway(say: Progress): Promise<Told> {
  const { stage, begins } = await openStage(demo, demo.members);
  const calendar = calendarOf(begins, demo.timezone);
  const stories = storiesOf(calendar);
  await switchRulesOff(stage, calendar.workday(...rulesBegin));
  const ids = await tellStories(stage, stories, say);
  await switchRulesOn(stage, calendar);
  await tellStakeholders(stage, calendar, ids.get("ines-calder"));
  await tellNotes(stage, calendar, ids);
  await tellCalls(stage, ids);
  await tellOptOuts(stage, calendar, stories, ids);
  await tellAfterwards(stage, calendar, stories, ids);
  await onceFree(() => changeQuietHours(stage.as("admin", calendar.now, "quiet hours"), hoursWithHolidays(calendar)));
  await tellSecondLooks(stage, calendar, ids);
  await tellWaiting(stage, calendar, stories, ids);
  await tellWishes(stage, calendar, ids);
  await tellMoney(stage, calendar);
  await tellShapes(stage, calendar);
  await tellLetters(stage, calendar);
  const campaigns = await tellCampaigns(stage, calendar);
  await tellCadences(stage, calendar, { stories, ids, campaigns });
  await tellDecisions(stage, calendar);
  await tellAutonomy(stage, calendar);
  await tellDays(stage, calendar, campaigns);
  return { leads: stories.length, steps: stories.reduce((sum, { steps }) => sum + steps.length, 0) };
}

/** What will be told of Fernway, without telling it. */
export function storiesOf(calendar: Calendar): Story[] {
  const showcase = ines.map((plan) =>
    withLines({ plan, begins: calendar.workday(...inesBegins), steps: [] }, inesLines),
  );
  const cast = castOf().map((plan) => {
    const { today } = plan;
    const lines = headlines[plan.key] ?? (today === undefined ? [] : ordinaryDay(plan, today.nth, today.of));
    return withLines({ plan, ...storyOf(plan, calendar) }, lines);
  });
  return [...showcase, ...cast];

  function withLines(story: Story, lines: readonly Line[]): Story {
    tellLines(story.plan, lines, story.steps, calendar);
    return story;
  }
}

async function tellStories(stage: Stage, stories: Story[], say: Progress): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const waiting = [...stories];
  let told = 0;
  const tellNext = async (): Promise<void> => {
    for (let story = waiting.shift(); story; story = waiting.shift()) {
      const id = await addLead(stage, story.plan, story.begins);
      ids.set(story.plan.key, id);
      await tellSteps(stage, story.plan, id, "story", story.steps);
      told += 1;
      if (told % 50 === 0) say(`${told} of ${stories.length} leads`);
    }
  };
  // All come to an end before one that failed is heard: nobody may find the connections closed below them.
  const tellers = await Promise.allSettled(Array.from({ length: atOnce }, tellNext));
  const failed = tellers.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
  await linkAnswers(stage, stories);
  return ids;
}

async function linkAnswers(stage: Stage, stories: Story[]): Promise<void> {
  const answers = stories.flatMap(({ plan, steps }) => {
    const normal = normalizeEmail(plan.email ?? "");
    const mails = steps.filter((step): step is MailStep => step.kind === "mail" && step.direction === "inbound");
    return mails.flatMap(({ id, answers, at }) =>
      normal.ok && answers ? [{ at, message_id: id, answers_message_id: answers, norm: normal.norm }] : [],
    );
  });
  for (let start = 0; start < answers.length; start += 500) {
    const part = answers.slice(start, start + 500);
    const latest = new Date(Math.max(...part.map(({ at }) => at.getTime())));
    const replies = part.map(({ at: _, ...reply }) => reply);
    await onceFree(() => linkMailReplies(stage.as(stage.lister, latest, `answers ${start}`), { replies }));
  }
}

async function tellOptOuts(
  stage: Stage,
  calendar: Calendar,
  stories: Story[],
  ids: Map<string, string>,
): Promise<void> {
  const own = stories.flatMap(({ plan }) => {
    const value = plan.leaves && (plan.leaves.kind === "person" ? ids.get(plan.key) : addressOf(plan, plan.leaves));
    return plan.leaves && value ? [[value, plan.leaves] as const] : [];
  });
  for (const [index, [value, optOut]] of [...values, ...own].entries()) {
    const { by, ago, expires, ...entry } = optOut;
    const at = calendar.workday(ago, 900 + index);
    const ends = expires && calendar.hoursAgo(-24 * expires).toISOString();
    await onceFree(() => addDncEntry(stage.as(by, at, `opt-out ${index}`), { ...entry, value, expires_at: ends }));
  }
}

const addressOf = (plan: LeadPlan, { kind }: OptOut) =>
  kind === "email" || kind === "phone" || kind === "linkedin" ? plan[kind] : null;

async function tellAfterwards(
  stage: Stage,
  calendar: Calendar,
  stories: Story[],
  ids: Map<string, string>,
): Promise<void> {
  for (const { fits, line } of afterwards) {
    const plan = stories.map((story) => story.plan).find(fits);
    const id = plan && ids.get(plan.key);
    if (!plan || !id) continue;
    const steps: Step[] = [];
    tellLines(plan, [line], steps, calendar);
    await tellSteps(stage, plan, id, "afterwards", steps);
  }
}

async function tellNeighbour(): Promise<Told> {
  const { stage, begins } = await openStage(
    other,
    other.members.filter(({ who }) => who !== "admin"),
  );
  const calendar = calendarOf(begins, other.timezone);
  const stories = otherStory.map(({ plan, lines, begins: [ago, minute] }) => {
    const steps: Step[] = [];
    tellLines(plan, lines, steps, calendar);
    return { plan, begins: calendar.workday(ago, minute), steps };
  });
  await tellStories(stage, stories, () => {});
  await tellDays(stage, calendar);
  await tellScores(stage, calendar);
  await openStage(other, other.members);
  return { leads: stories.length, steps: stories.reduce((sum, { steps }) => sum + steps.length, 0) };
}

// Two starts at once, or a start and a hand: the second waits, and then finds everything told.
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const sql = jobsConnection();
  try {
    for (;;) {
      const [turn] = await sql<{ mine: boolean }[]>`select pg_try_advisory_lock(${lockKey}::bigint) as mine`;
      if (turn?.mine) return await work();
      await sleep(300);
    }
  } finally {
    await sql.end({ timeout: 1 });
  }
}
