import type { Who } from "./sign-ins";

type Step = {
  kind: "email" | "call" | "linkedin" | "task" | "wait" | "condition";
  delay_hours?: number;
  window?: { from: string; until: string; weekdays: number[] };
  subject?: string;
  body?: string;
  /** the name of a template */
  template?: string;
  condition?: object;
  otherwise?: number;
};
export type Cadence = { name: string; description?: string; steps: Step[]; later?: Step[]; exit_rules?: object };

const hours = { from: "09:00", until: "17:00", weekdays: [1, 2, 3, 4, 5] };

const first: Step[] = [
  { kind: "email", template: "First words" },
  {
    kind: "call",
    delay_hours: 48,
    subject: "Ask {{first_name|them}} which depot gives the most trouble at the peak",
    body: "No pitch. If they have ten minutes: who else looks at the numbers?",
  },
  {
    kind: "email",
    delay_hours: 120,
    window: hours,
    subject: "How {{company|a fleet like yours}} would begin",
    body: "Hi {{first_name|there}},\n\nmost fleets begin with the depot that loses the most in August, and only with that one. If you tell me which it is, I send you what two others saw in their first four weeks.\n\n{{sender_first_name}}",
  },
];

/** Two that run, the first of them in its second version, and one that somebody is still writing. */
export const cadences: Record<"carriers" | "ice" | "fair", Cadence> = {
  carriers: {
    name: "First words to a new carrier",
    description:
      "For carriers who have not heard from us yet: a mail, a call and a second mail within a week, then LinkedIn.",
    steps: first,
    later: [
      ...first,
      {
        kind: "linkedin",
        delay_hours: 72,
        subject: "Connect, and mention the depot they named",
        body: "Two lines at most.",
      },
    ],
    exit_rules: { colleague_replied: true },
  },
  ice: {
    name: "Off the ice after the peak",
    description:
      "For those who asked us to come back after the peak: one mail, a call where somebody decides, then a look by hand.",
    steps: [
      {
        kind: "email",
        window: hours,
        subject: "The peak is over at {{company|your depots}}",
        body: "Hi {{first_name|there}},\n\nyou asked me to come back when the peak is over. Is there one evening from it that you would rather not have again? I would begin there.\n\n{{sender_first_name}}",
      },
      { kind: "wait", delay_hours: 48 },
      {
        kind: "condition",
        condition: { field: "tags", op: "any_of", value: ["decision maker", "cold chain"] },
        otherwise: 5,
      },
      { kind: "call", subject: "Ask what the peak has cost them", body: "Their own number is better than ours." },
      {
        kind: "task",
        delay_hours: 24,
        subject: "Look whether {{company|they}} still ship cold, and decide: go on or let them be",
      },
    ],
  },
  fair: {
    name: "After the spring fair",
    steps: [
      {
        kind: "email",
        subject: "Good to meet you at the stand",
        body: "Hi {{first_name}},\n\nas promised: the page about {{promised_page}}.\n\n{{sender_first_name}}",
      },
      { kind: "call", delay_hours: 48, subject: "Ask whether the page was of use" },
      { kind: "email", delay_hours: 24, subject: "One more thing", body: "" },
    ],
  },
};

/** What came back, and from the nth of those who were written to. */
export const answers: readonly { cadence: "carriers" | "ice"; nth: number; ago: number; text: string }[] = [
  {
    cadence: "carriers",
    nth: 1,
    ago: 10,
    text: "Thanks for writing. The west depot is the one you mean. Could you do a call on Thursday morning?",
  },
  {
    cadence: "carriers",
    nth: 5,
    ago: 10,
    text: "We signed with somebody else in the spring, so please take us off your list for this year. Good luck!",
  },
  {
    cadence: "ice",
    nth: 0,
    ago: 8,
    text: "You have a good memory. Two evenings, in fact, and I would like to see what you do about the alarms. What does a pilot cost?",
  },
];

/** What people did about the nth of those in the first sequence. */
export const interventions: readonly {
  nth: number;
  ago: number;
  what: "pause" | "park" | "stop" | "unsubscribe" | "call";
}[] = [
  { nth: 2, ago: 10, what: "call" },
  { nth: 3, ago: 8, what: "pause" },
  { nth: 7, ago: 8, what: "unsubscribe" },
  { nth: 9, ago: 6, what: "stop" },
  { nth: 11, ago: 3, what: "park" },
];

/** Whose first contacts are filled up from which segment. */
export const dayOf: Record<Who, string> = {
  rep1: "Mine, never contacted",
  rep2: "Mine, never contacted",
  rep3: "Mine, never contacted",
  rep4: "Mine, never contacted",
  manager: "Nobody's yet, with an address",
  admin: "Nobody's yet, with an address",
};
