import { expect, it } from "vitest";
import { type Arrived, listBroken, type Story } from "./quarter-log";

const hour = 3_600_000;
const mail = (subject: string, hours: number, more: Partial<Arrived> = {}): Arrived => ({
  id: `${subject} ${hours}`,
  to: "l1@x.example",
  subject,
  heardAt: hours * hour,
  at: hours * hour,
  times: 1,
  ...more,
});
const by = (kind: "call" | "email" | "linkedin", hours: number, rep = "rep1") => ({ ...act(hours), kind, by: rep });
const act = (hours: number) => ({ email: "l1@x.example", at: hours * hour });
const story = (more: Partial<Story>): Story => ({
  arrived: [],
  turnedAway: new Map(),
  optedOut: [],
  answered: [],
  touches: [],
  ...more,
});

const broken: [string, Partial<Story>][] = [
  ["twice", { arrived: [mail("By hand", 1, { times: 2 })] }],
  ["a step twice", { arrived: [mail("North 0", 1), mail("North 0", 100)] }],
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
  ["an address that was turned away once", { turnedAway: new Map([["l1@x.example", 1]]) }],
];
it.each(sound)("finds nothing in %s", (_, given) => {
  expect(listBroken(story(given))).toEqual([]);
});
