import { describe, expect, it } from "vitest";
import { defaultQuietHours } from "@/lib/quiet-hours/schema";
import { settingsOf } from "@/lib/settings/rules";
import type { Asker, ChannelFacts, OutreachFacts, TouchFact } from "./fact-rules";
import { assessOutreach, isFailing } from "./rules";

const now = new Date("2026-03-04T12:00:00Z");
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const rep: Asker = { userId: "rep", role: "rep" };
const manager: Asker = { userId: "manager", role: "manager" };
const email: ChannelFacts = {
  code: "email",
  addressKind: "email",
  group: "email",
  hardWindowSeconds: 86_400,
  softWindowSeconds: 604_800,
  redialBySameRep: false,
  quietHoursApply: false,
};
const call: ChannelFacts = { ...email, code: "call", addressKind: "phone", group: "call" };
const touch = (days: number, by: string | null = "colleague", channel = "email"): TouchFact => ({
  communicationId: `touch of ${by}`,
  user: by === null ? null : { id: by, name: by },
  at: daysAgo(days),
  channel,
  subject: "Hello",
  excerpt: "Hi Jane",
  answered: false,
});
const facts = (given: Partial<OutreachFacts>): OutreachFacts => ({
  leadId: "lead",
  channels: [email, call],
  addresses: [],
  slots: [],
  dnc: [],
  recent: [],
  settings: settingsOf({}),
  company: { recent: [], others: 0, itself: false },
  person: [],
  text: null,
  similar: null,
  consents: [],
  drafts: [],
  place: { zones: ["UTC"], by: "lead" },
  quietHours: defaultQuietHours,
  ...given,
});
const at = (recent: TouchFact[], play = { others: 0, itself: false }) => ({ company: { recent, ...play } });
const text = { text: "a text that is long enough to be compared", similar: { touch: touch(2), similarity: 0.71 } };
const set = (key: string, value: unknown) => settingsOf({ [key]: value });

type Said = { failing: string; may?: boolean; until?: Date | null; says?: RegExp };
type Case = [string, Partial<OutreachFacts>, ChannelFacts, Asker, Said];
const cases: Case[] = [
  ["nobody was there", at([]), email, rep, { failing: "" }],
  [
    "a colleague emailed somebody there",
    at([touch(3)]),
    call,
    rep,
    {
      failing: "COMPANY_RECENT",
      may: true,
      until: daysAgo(-11),
      says: /^colleague emailed somebody at this company 3 days ago\.$/,
    },
  ],
  [
    "a colleague has something waiting for somebody there",
    at([{ ...touch(-2), waiting: true }]),
    call,
    rep,
    {
      failing: "COMPANY_RECENT",
      may: true,
      until: daysAgo(-16),
      says: /^colleague has an email to somebody at this company waiting to go\.$/,
    },
  ],
  ["it was oneself", at([touch(1, "rep")]), email, rep, { failing: "" }],
  [
    "it was oneself, and a colleague before",
    at([touch(1, "rep"), touch(9)]),
    email,
    rep,
    { failing: "COMPANY_RECENT", may: true, until: daysAgo(-5) },
  ],
  [
    "nobody knows who it was",
    at([touch(1, null)]),
    email,
    rep,
    { failing: "COMPANY_RECENT", says: /^Somebody emailed/ },
  ],
  ["no ceiling is set", at([], { others: 900, itself: false }), email, rep, { failing: "" }],
  [
    "the ceiling is reached, for a rep",
    { ...at([], { others: 3, itself: false }), settings: set("guard.company.limit", 3) },
    email,
    rep,
    { failing: "COMPANY_LIMIT", may: false, until: null, says: /3 people are in play/ },
  ],
  [
    "the ceiling is reached, for a manager",
    { ...at([], { others: 1, itself: false }), settings: set("guard.company.limit", 1) },
    email,
    manager,
    { failing: "COMPANY_LIMIT", may: true, says: /1 person is in play/ },
  ],
  [
    "the ceiling is not reached",
    { ...at([], { others: 2, itself: false }), settings: set("guard.company.limit", 3) },
    email,
    rep,
    { failing: "" },
  ],
  [
    "this person is in play already",
    { ...at([], { others: 3, itself: true }), settings: set("guard.company.limit", 3) },
    email,
    rep,
    { failing: "" },
  ],
  ["three touches in a week", { person: [touch(1), touch(2), touch(3)] }, email, rep, { failing: "" }],
  [
    "four touches in a week, over any channels",
    { person: [touch(1, "rep", "call"), touch(2), touch(3), touch(6)] },
    email,
    rep,
    {
      failing: "TOO_MANY_TOUCHES",
      may: true,
      until: daysAgo(-1),
      says: /Contacted 4 times within 7 days over all channels; last, rep called 1 day ago\.$/,
    },
  ],
  [
    "the rule on many touches is off",
    { person: [touch(1)], settings: set("guard.touches.limit", 0) },
    email,
    rep,
    { failing: "" },
  ],
  [
    "one touch a week is the most",
    { person: [touch(1)], settings: set("guard.touches.limit", 1) },
    email,
    rep,
    { failing: "TOO_MANY_TOUCHES", says: /once within 7 days/ },
  ],
  [
    "the text was nearly sent before",
    text,
    email,
    rep,
    {
      failing: "SIMILAR_MESSAGE",
      may: true,
      until: daysAgo(-88),
      says: /^colleague sent nearly the same text 2 days ago\.$/,
    },
  ],
  ["it is a note of a call", text, call, rep, { failing: "" }],
  ["no text was given", { ...text, text: null, similar: null }, email, rep, { failing: "" }],
  ["the text is new", { ...text, similar: null }, email, rep, { failing: "" }],
];

describe("by company, by person, by text", () => {
  it.each(cases)("the guard's answer when %s", (_, given, channel, asker, expected) => {
    const failing = assessOutreach(facts(given), channel, asker, now).rules.filter(isFailing);
    expect(failing.map((rule) => rule.code).join()).toBe(expected.failing);
    const [rule] = failing;
    if (!rule) return;
    if (expected.may !== undefined) expect(rule.overridable).toBe(expected.may);
    if (expected.until !== undefined) expect(rule.until).toBe(expected.until?.toISOString() ?? null);
    if (expected.says) expect(rule.message).toMatch(expected.says);
  });

  it("carries how near the texts are", () => {
    const answer = assessOutreach(facts(text), email, rep, now);
    expect(answer.rules.find((rule) => rule.code === "SIMILAR_MESSAGE")?.similarity).toBe(0.71);
  });

  it("names all that fail in the order of the checks", () => {
    const all = { ...text, ...at([touch(1)], { others: 3, itself: false }), person: [touch(1)], recent: [touch(1)] };
    const settings = settingsOf({ "guard.company.limit": 3, "guard.touches.limit": 1 });
    const failing = assessOutreach(facts({ ...all, settings }), email, rep, now).rules.filter(isFailing);
    expect(failing.map((rule) => rule.code)).toEqual([
      "COMPANY_LIMIT",
      "SAME_CHANNEL_RECENT",
      "COMPANY_RECENT",
      "SIMILAR_MESSAGE",
      "TOO_MANY_TOUCHES",
    ]);
  });

  it("says of a shared address that it was about another lead", () => {
    const shared = { ...touch(1), sharedAddress: "info@larkfield.example" };
    const [rule] = assessOutreach(facts({ recent: [shared] }), email, rep, now).rules.filter(isFailing);
    expect([rule?.code, rule?.message]).toEqual([
      "SAME_CHANNEL_RECENT",
      "colleague emailed 1 day ago at info@larkfield.example, which many share. It was about another lead.",
    ]);
  });
});
