import { expect, it } from "vitest";
import { isQuiet } from "./quarter-colleagues";
import { listBroken } from "./quarter-log";
import { type Arrived, hour, type Story } from "./quarter-story";

const mail = (subject: string, hours: number, more: Partial<Arrived> = {}): Arrived => ({
  id: `${subject} ${hours}`,
  by: "rep1",
  to: "l1@x.example",
  subject,
  text: subject,
  heardAt: hours * hour,
  at: hours * hour,
  times: 1,
  ...more,
});
const by = (kind: "call" | "email" | "linkedin", hours: number, rep = "rep1", email?: string) => ({
  ...act(hours, email),
  kind,
  by: rep,
});
const act = (hours: number, email = "l1@x.example") => ({ email, at: hours * hour });
const person = (company: string, zone: string | null = null) => ({ company, zone });
const elsewhere = (zone: string) => new Map([["l1@x.example", person("X", zone)]]);
const step = (hours: number) => ({ ...by("call", hours), step: true });
const [l2, l3] = ["l2@x.example", "l3@y.example"];
const story = (more: Partial<Story>): Story => ({
  people: new Map([
    ["l1@x.example", person("X")],
    [l2, person("X")],
    [l3, person("X")],
    ["l4@z.example", person("Z")],
  ]),
  drafting: [],
  ceiling: 2,
  enough: 3,
  arrived: [],
  turnedAway: new Map(),
  optedOut: [],
  answered: [],
  touches: [],
  ...more,
});

const broken: [string, Partial<Story>][] = [
  ["twice", { arrived: [mail("By hand", 1, { times: 2 })] }],
  ["a step twice", { arrived: [mail("North 0", 1), mail("North 0", 100, { text: "Anew" })] }],
  ["after an opt-out", { arrived: [mail("By hand", 5)], optedOut: [act(4)] }],
  ["after an answer", { arrived: [mail("North 1", 50)], answered: [act(49)] }],
  ["after a touch", { arrived: [mail("North 1", 50)], touches: [by("linkedin", 3)] }],
  ["after a touch", { arrived: [mail("North 0", 1), mail("North 1", 99)], touches: [by("call", 20)] }],
  ["after a touch", { arrived: [mail("North 1", 50), mail("North 2", 99)], touches: [by("call", 60)] }],
  ["within the window", { arrived: [mail("By hand", 1), mail("North 0", 13)] }],
  ["within the window", { arrived: [mail("North 0", 1), mail("By hand", 13)] }],
  ["within the window", { arrived: [mail("A", 1), mail("B", 13), mail("C", 14)], answered: [act(2)] }],
  ["within the window", { arrived: [mail("A", 1), mail("B", 13)], answered: [act(14)] }],
  ["within the window", { arrived: [mail("A", 1), mail("B", 121)] }],
  ["within the window", { arrived: [mail("North 0", 1), mail("By hand", 121)] }],
  ["a call after an opt-out", { optedOut: [act(4)], touches: [by("call", 5)] }],
  ["a linkedin within the window", { touches: [by("linkedin", 1), by("linkedin", 90)] }],
  ["a call within the window", { touches: [by("call", 1), by("call", 20, "rep2")] }],
  ["a call within the window", { touches: [by("call", 1), by("call", 1, "rep2")] }],
  ["to a stranger", { arrived: [mail("By hand", 1, { to: "l9@x.example" })] }],
  [
    "while a colleague was writing",
    { touches: [by("email", 5)], drafting: [{ ...act(5), by: "rep2" }], arrived: [mail("By hand", 5)] },
  ],
  ["in the night", { people: elsewhere("UTC"), arrived: [mail("North 0", 3)] }],
  ["in the night", { people: elsewhere("Pacific/Auckland"), arrived: [mail("North 0", 12)] }],
  ["in the night", { people: elsewhere("America/Los_Angeles"), touches: [by("call", 12)] }],
  ["once too often", { touches: [by("call", 1), by("call", 30), by("call", 60), by("linkedin", 100)] }],
  [
    "once too often",
    { arrived: [mail("North 0", 1), mail("North 1", 90)], touches: [step(50), { ...step(51), kind: "linkedin" }] },
  ],
  ["one too many at a company", { touches: [by("call", 1), by("call", 1, "rep1", l2), by("call", 1, "rep1", l3)] }],
  [
    "one too many at a company",
    { arrived: [mail("North 0", 1), mail("South 0", 1, { to: l2 }), mail("East 0", 1, { to: l3 })] },
  ],
  ["where a colleague was at work", { touches: [by("call", 1), by("call", 200, "rep2", l2)] }],
  [
    "where a colleague was at work",
    { touches: [by("linkedin", 1, "rep2")], arrived: [mail("North 0", 99, { to: l2 })] },
  ],
  ["nearly the same text", { arrived: [mail("A", 1, { text: "One" }), mail("B", 400, { text: "One" })] }],
  [
    "nearly the same text",
    {
      arrived: [
        mail("A", 1, { text: "Your drivers wait an hour or more at every single gate. rep2" }),
        mail("B", 400, { to: l2, text: "Your drivers wait an hour or more at every single gate. rep1" }),
      ],
    },
  ],
  ["written to again at an address that does not work", { turnedAway: new Map([["l1@x.example", 2]]) }],
];
it.each(broken)("finds in the log what was sent %s (%#)", (what, given) => {
  expect(listBroken(story(given))).toEqual([expect.stringMatching(new RegExp(`^${what}: `))]);
});

const sound: [string, Partial<Story>][] = [
  ["steps a day and more apart", { arrived: [mail("North 0", 0), mail("North 1", 24), mail("North 2", 60)] }],
  ["one answer to each message of theirs", { arrived: [mail("A", 1), mail("Re", 13)], answered: [act(2)] }],
  [
    "the call that the sequence asked for",
    { arrived: [mail("North 0", 0), mail("North 1", 99)], touches: [by("call", 60)] },
  ],
  ["what a busy server took a day later", { arrived: [mail("North 0", 0, { at: 20 * hour }), mail("North 1", 30)] }],
  [
    "a number that one rings again, and a call before they asked for an end of it",
    { touches: [by("call", 1), by("call", 2)], optedOut: [act(2)] },
  ],
  [
    "a mail by hand at any hour, and a call in the morning",
    {
      people: elsewhere("UTC"),
      arrived: [mail("A", 3)],
      touches: [by("call", 9)],
    },
  ],
  [
    "a third at a company a month later, and one of two again",
    {
      touches: [by("call", 1), by("call", 2, "rep1", l2), by("call", 300), by("call", 900, "rep1", l3)],
    },
  ],
  [
    "a colleague's work elsewhere, and at the same moment",
    {
      touches: [by("call", 1), by("call", 20, "rep2", "l4@z.example"), by("call", 1, "rep2", l2)],
    },
  ],
  [
    "a conversation with who answered",
    {
      answered: [act(2)],
      touches: [by("call", 1), by("call", 3), by("call", 4), by("call", 5), by("call", 6)],
    },
  ],
  [
    "another text, and the same one a quarter later",
    {
      arrived: [mail("A", 1, { text: "One" }), mail("B", 400, { text: "Two" }), mail("C", 2400, { text: "One" })],
    },
  ],
  [
    "who goes on with what they were writing themselves",
    {
      touches: [by("email", 5)],
      drafting: [{ ...act(5), by: "rep1" }],
      arrived: [mail("By hand", 5)],
    },
  ],
  ["an address that was turned away once", { turnedAway: new Map([["l1@x.example", 1]]) }],
];
it.each(sound)("finds nothing in %s", (_, given) => {
  expect(listBroken(story(given))).toEqual([]);
});

it("knows the hours of people by their own clock, in summer too", () => {
  const at = (iso: string) => Date.parse(iso);
  expect(isQuiet("UTC", at("2026-01-05T07:59:00Z"))).toBe(true);
  expect(isQuiet("UTC", at("2026-01-05T08:00:00Z"))).toBe(false);
  expect(isQuiet("Europe/Vienna", at("2026-07-05T06:00:00Z"))).toBe(false);
  expect(isQuiet("Europe/Vienna", at("2026-01-05T20:00:00Z"))).toBe(true);
});
