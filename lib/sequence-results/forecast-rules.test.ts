import { expect, it } from "vitest";
import { defaultQuietHours } from "@/lib/quiet-hours/schema";
import type { SequenceStep } from "@/lib/sequences/schema";
import { type ForecastClock, forecastDays, type Underway } from "./forecast-rules";

const clock: ForecastClock = {
  zone: "America/New_York",
  quietHours: defaultQuietHours,
  hardWindows: { email: 86_400, sms: 86_400 },
  softWindows: { email: 604_800, sms: 259_200 },
  groups: { email: "email", sms: "email" },
};
// A Friday, nine in the morning in New York.
const now = new Date("2026-03-06T14:00:00Z");
const step = (position: number, kind: SequenceStep["kind"], delay_hours = 0, window: SequenceStep["window"] = null) =>
  ({ id: String(position), position, kind, delay_hours, window }) as SequenceStep;
const weekdays = { from: "09:00", until: "17:00", weekdays: [1, 2, 3, 4, 5] };
const days = (...underway: Partial<Underway>[]) =>
  forecastDays(
    underway.map((one) => ({
      own: true,
      people: 1,
      stepId: "1",
      nextRunAt: null,
      steps: [],
      zones: [clock.zone],
      ...one,
    })),
    14,
    clock,
    now,
  ).flatMap(({ day, messages, all_emails, asked }) =>
    messages + all_emails + asked > 0 ? [`${day.slice(5)} ${messages} ${all_emails} ${asked}`] : [],
  );

it("has a row for each of the next days by the organization's clock, also when it changes", () => {
  const rows = forecastDays([], 14, clock, new Date("2026-03-07T04:59:00Z"));
  expect(rows.map((one) => one.day.slice(5)).join(" ")).toBe(
    "03-06 03-07 03-08 03-09 03-10 03-11 03-12 03-13 03-14 03-15 03-16 03-17 03-18 03-19",
  );
});

const cases: [string, Partial<Underway>[], string[]][] = [
  ["counts the people of a step", [{ people: 40, steps: [step(1, "email")] }], ["03-06 40 40 0"]],
  [
    "counts the emails of others beside, and not their texts",
    [
      { people: 3, steps: [step(1, "email")] },
      { own: false, people: 5, steps: [step(1, "email"), step(2, "sms"), step(3, "call")] },
    ],
    ["03-06 3 8 0"],
  ],
  ["tells a text from an email", [{ people: 3, steps: [step(1, "sms")] }], ["03-06 3 0 0"]],
  [
    "holds a step back until its hours",
    [{ nextRunAt: new Date("2026-03-07T15:00:00Z"), steps: [step(1, "email", 0, weekdays)] }],
    ["03-09 1 1 0"],
  ],
  [
    "sends nothing in quiet hours",
    [{ nextRunAt: new Date("2026-03-07T02:30:00Z"), steps: [step(1, "email")] }],
    ["03-07 1 1 0"],
  ],
  [
    "waits for the window behind its own last email",
    [{ steps: [step(1, "email"), step(2, "email", 48)] }],
    ["03-06 1 1 0", "03-13 1 1 0"],
  ],
  [
    "waits behind an email as long as that holds the slot which its text shares, and for no task",
    [{ steps: [step(1, "email"), step(2, "task", 1), step(3, "sms", 1)] }],
    ["03-06 1 1 1", "03-07 1 0 0"],
  ],
  [
    "sends in the hours of those who get it",
    [
      { people: 2, zones: ["Asia/Tokyo"], steps: [step(1, "email", 0, weekdays)] },
      { people: 5, steps: [step(1, "email", 0, weekdays)] },
    ],
    ["03-06 5 5 0", "03-08 2 2 0"],
  ],
  [
    "lets those who begin wait for the first step",
    [{ begins: true, people: 9, steps: [step(1, "call", 24)] }],
    ["03-07 0 0 9"],
  ],
];
it.each(cases)("%s", (_, underway, told) => {
  expect(days(...underway)).toEqual(told);
});
