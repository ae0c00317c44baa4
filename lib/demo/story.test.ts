import { describe, expect, it } from "vitest";
import { CHANNELS } from "@/lib/guard/channel-rules";
import { LEAD_STATUSES } from "@/lib/leads/list-rules";
import { calendarOf } from "./calendar";
import { isQuietFor } from "./desk";
import type { LeadPlan } from "./people";
import type { MailStep, Step, TouchStep } from "./steps";
import { storiesOf } from "./tell-demo";

const hour = 3_600_000;
const day = 24 * hour;
// Night, morning and evening, weekends, both changes of the clock, the end of a year, a leap day.
const moments = [
  "2026-11-21T07:56:00Z",
  "2026-11-19T19:11:00Z",
  "2026-11-01T05:30:00Z",
  "2026-03-08T07:30:00Z",
  "2026-03-09T12:05:00Z",
  "2026-07-06T13:00:00Z",
  "2026-12-31T23:59:00Z",
  "2027-01-01T04:59:00Z",
  "2028-02-29T16:20:00Z",
  "2026-09-13T22:00:00Z",
  "2026-09-12T12:00:00Z",
  "2027-05-17T08:45:00Z",
];

describe.each(moments)("the story told at %s", (moment) => {
  const now = new Date(moment);
  const stories = storiesOf(calendarOf(now, "America/New_York"));
  const all = stories.flatMap(({ steps }) => steps);

  it("lies in the past, half a year of it, each lead's in its order", () => {
    for (const { plan, begins, steps } of stories) {
      const times = [begins, ...steps.map(({ at }) => at)].map((at) => at.getTime());
      expect(times, plan.key).toEqual(times.toSorted((a, b) => a - b));
    }
    const notes = all.map((step) => step.at.getTime() + (step.kind === "touch" && !step.planned ? 240_000 : 20_000));
    expect(Math.max(...notes)).toBeLessThanOrEqual(now.getTime());
    const first = Math.min(...stories.map(({ begins }) => begins.getTime()));
    expect(now.getTime() - first).toBeGreaterThan(160 * day);
    expect(now.getTime() - first).toBeLessThan(200 * day);
  });

  it("asks the guard only for what it will grant, warn of or refuse as told", () => {
    for (const { plan, steps } of stories) {
      for (const [index, step] of steps.entries()) {
        if (step.kind === "touch" && step.planned)
          expect([plan.key, expectationOf(plan, step, steps.slice(0, index))]).toEqual([plan.key, "holds"]);
      }
    }
  });

  it("works on weekdays, and lets every rep have contacted somebody within the last day", () => {
    const ours = all.filter((step) => isAttempt(step) && now.getTime() - step.at.getTime() > 23 * hour);
    const weekend = new Intl.DateTimeFormat("en-US", { timeZone: "America/New_York", weekday: "short" });
    expect(ours.filter(({ at }) => /Sat|Sun/.test(weekend.format(at)))).toEqual([]);
    const fresh = all.filter((step) => isAttempt(step) && now.getTime() - step.at.getTime() < day);
    for (const rep of ["rep1", "rep2", "rep3", "rep4"]) {
      expect(fresh.filter(({ by }) => by === rep).length, rep).toBeGreaterThan(2);
    }
  });

  it("shows collisions of every kind within the last three days", () => {
    const recent = all.filter((step) => now.getTime() - step.at.getTime() < 3 * day);
    const touches = recent.filter((step) => step.kind === "touch");
    expect(touches.filter(({ refused }) => refused).length).toBeGreaterThan(1);
    expect(touches.filter(({ reason }) => reason).length).toBeGreaterThan(1);
  });
});

it("has people of every status at 80 companies, on every channel, in at least 100 different words", () => {
  const stories = storiesOf(calendarOf(new Date(moments[0] ?? ""), "America/New_York"));
  expect(new Set(stories.map(({ plan }) => plan.company.name)).size).toBe(80);
  expect(new Set(stories.map(({ plan }) => plan.status))).toEqual(new Set(LEAD_STATUSES));
  const steps = stories.flatMap((story) => story.steps);
  expect(new Set(steps.flatMap((step) => (step.kind === "touch" ? [step.method] : [])))).toEqual(new Set(CHANNELS));
  const words = steps.flatMap((step) =>
    step.kind === "touch" ? [step.body] : step.kind === "mail" ? [step.text] : [],
  );
  expect(words.filter((text) => /[{}]|undefined|null/.test(text))).toEqual([]);
  expect(new Set(words).size).toBeGreaterThan(100);
});

it("is the same story again at the same moment", () => {
  const [one, two] = [1, 2].map(() => storiesOf(calendarOf(new Date(moments[1] ?? ""), "America/New_York")));
  expect(one).toEqual(two);
});

const isAttempt = (step: Step): step is MailStep | TouchStep =>
  (step.kind === "mail" || step.kind === "touch") &&
  step.direction === "outbound" &&
  !(step.kind === "touch" && step.refused);

/** The guard's two windows and its quiet hours, said once more in the words of a story. */
function expectationOf(plan: LeadPlan, step: TouchStep, before: Step[]): string {
  const attempts = before.filter(isAttempt).filter((one) => methodOf(one) === step.method);
  const mine = (one: Step) => step.method === "call" && one.by === step.by;
  const age = (one: Step) => step.at.getTime() - one.at.getTime();
  const taken = attempts.some((one) => age(one) < day && !mine(one) && !(one.kind === "mail" && one.answers));
  const last = attempts.at(-1);
  const warned = last !== undefined && age(last) < 7 * day && !mine(last);
  const quiet = isQuietFor(plan, step.method, step.at);
  const code = quiet ? "QUIET_HOURS" : taken ? "RECENTLY_CONTACTED" : warned ? "SAME_CHANNEL_RECENT" : undefined;
  if (step.refused) return step.refused === code ? "holds" : `${step.refused} but ${code}`;
  if (step.reason) return code && (!taken || step.by === "manager") ? "holds" : `overrides ${code}`;
  return code ? `would be refused: ${code}` : "holds";
}

const methodOf = (step: MailStep | TouchStep) => (step.kind === "mail" ? "email" : step.method);
