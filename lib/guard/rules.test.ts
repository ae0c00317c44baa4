import { describe, expect, it } from "vitest";
import { defaultQuietHours } from "@/lib/quiet-hours/schema";
import { settingsOf } from "@/lib/settings/rules";
import type { Asker, ChannelFacts, DncFact, OutreachFacts, SlotFact, TouchFact } from "./fact-rules";
import { assessOutreach, isFailing } from "./rules";

const now = new Date("2026-03-04T12:00:00Z");
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
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
const call: ChannelFacts = { ...email, code: "call", addressKind: "phone", group: "call", redialBySameRep: true };
const meeting: ChannelFacts = { ...email, code: "meeting", addressKind: null, group: "meeting" };

const touch = (at: Date, by = "colleague", channel = "email"): TouchFact => ({
  communicationId: `touch of ${by}`,
  user: { id: by, name: by },
  at,
  channel,
  subject: "Hello",
  excerpt: "Hi Jane",
  answered: false,
});
const slot = (
  from: Date,
  by = "colleague",
  channel = "email",
  until = new Date(from.getTime() + 86_400_000),
): SlotFact => ({
  guardId: `guard of ${by}`,
  group: channel,
  since: from,
  until,
  touch: touch(from, by, channel),
});
const entry = (channel: string | null, expiresAt: Date | null = null): DncFact => ({
  id: "e",
  kind: "email",
  channel,
  reason: "asked to stop",
  since: hours(-900),
  expiresAt,
});
const facts = (given: Partial<OutreachFacts> = {}): OutreachFacts => ({
  leadId: "lead",
  channels: [email, call, meeting],
  slots: [],
  dnc: [],
  recent: [],
  drafts: [],
  place: { zones: ["UTC"], by: "lead" },
  quietHours: defaultQuietHours,
  consents: [],
  addresses: [
    { kind: "email", raw: "Jane@x.org", norm: "jane@x.org", invalid: false, shared: false },
    { kind: "phone", raw: "1", norm: "+1", invalid: false, shared: false },
  ],
  settings: settingsOf({}),
  company: { recent: [], others: 0, itself: false },
  person: [],
  text: null,
  similar: null,
  ...given,
});

type Case = [
  string,
  Partial<OutreachFacts>,
  ChannelFacts,
  Asker,
  { verdict: string; failing: string[]; next: Date | null; overridable?: boolean },
];
const cases: Case[] = [
  ["nothing speaks against it", {}, email, rep, { verdict: "free", failing: [], next: now }],
  ["there is no address", { addresses: [] }, email, rep, { verdict: "free", failing: [], next: now }],
  ["a channel needs no address", {}, meeting, rep, { verdict: "free", failing: [], next: now }],
  [
    "the address bounced",
    { addresses: [{ kind: "email", raw: "x@y.org", norm: "x@y.org", invalid: true, shared: false }] },
    email,
    manager,
    { verdict: "blocked", failing: ["ADDRESS_INVALID"], next: null, overridable: false },
  ],
  [
    "another address bounced",
    { addresses: [{ kind: "phone", raw: "1", norm: "+1", invalid: true, shared: false }] },
    email,
    rep,
    { verdict: "free", failing: [], next: now },
  ],
  [
    "the person is on the list",
    { dnc: [entry(null)] },
    email,
    { userId: "admin", role: "admin" },
    { verdict: "blocked", failing: ["DNC_BLOCKED"], next: null, overridable: false },
  ],
  [
    "they are on it for this channel",
    { dnc: [entry("email")] },
    email,
    rep,
    { verdict: "blocked", failing: ["DNC_BLOCKED"], next: null, overridable: false },
  ],
  [
    "they are on it for another channel",
    { dnc: [entry("sms")] },
    email,
    rep,
    { verdict: "free", failing: [], next: now },
  ],
  [
    "they are on it until tomorrow",
    { dnc: [entry(null, hours(24))] },
    email,
    rep,
    { verdict: "blocked", failing: ["DNC_BLOCKED"], next: hours(24), overridable: false },
  ],
  [
    "a colleague has the slot",
    { slots: [slot(hours(-1))] },
    email,
    rep,
    { verdict: "blocked", failing: ["RECENTLY_CONTACTED"], next: hours(23), overridable: false },
  ],
  [
    "a colleague has the slot, for a manager",
    { slots: [slot(hours(-1))] },
    email,
    manager,
    { verdict: "blocked", failing: ["RECENTLY_CONTACTED"], next: hours(23), overridable: true },
  ],
  [
    "they themselves have the slot",
    { slots: [slot(hours(-1), "rep")] },
    email,
    rep,
    { verdict: "blocked", failing: ["RECENTLY_CONTACTED"], next: hours(23), overridable: false },
  ],
  [
    "the slot is on another channel",
    { slots: [slot(hours(-1), "colleague", "call")] },
    email,
    rep,
    { verdict: "free", failing: [], next: now },
  ],
  ["the slot just ended", { slots: [slot(hours(-24))] }, email, rep, { verdict: "free", failing: [], next: now }],
  [
    "the slot begins within the window this would take",
    { slots: [slot(hours(3))] },
    email,
    rep,
    { verdict: "blocked", failing: ["RECENTLY_CONTACTED"], next: hours(27), overridable: false },
  ],
  [
    "the slot begins when this one would end",
    { slots: [slot(hours(24))] },
    email,
    rep,
    { verdict: "free", failing: [], next: now },
  ],
  [
    "the slot was taken a moment after the clock was read",
    { slots: [slot(new Date(now.getTime() + 5))] },
    email,
    rep,
    {
      verdict: "blocked",
      failing: ["RECENTLY_CONTACTED"],
      next: new Date(now.getTime() + 5 + 86_400_000),
      overridable: false,
    },
  ],
  [
    "the same rep dials again",
    { slots: [slot(hours(-1), "rep", "call")], recent: [touch(hours(-1), "rep", "call")] },
    call,
    rep,
    { verdict: "free", failing: [], next: now },
  ],
  [
    "a colleague dials again",
    { slots: [slot(hours(-1), "other", "call")], recent: [touch(hours(-1), "other", "call")] },
    call,
    rep,
    { verdict: "blocked", failing: ["RECENTLY_CONTACTED", "SAME_CHANNEL_RECENT"], next: hours(23), overridable: false },
  ],
  [
    "the same rep dials again, but a colleague has a slot too",
    { slots: [slot(hours(-1), "rep", "call"), slot(hours(-2), "other", "call")] },
    call,
    rep,
    { verdict: "blocked", failing: ["RECENTLY_CONTACTED"], next: hours(22), overridable: false },
  ],
  [
    "somebody wrote four days ago",
    { recent: [touch(hours(-96))] },
    email,
    rep,
    { verdict: "warn", failing: ["SAME_CHANNEL_RECENT"], next: hours(72), overridable: true },
  ],
  [
    "somebody called four days ago",
    { recent: [touch(hours(-96), "colleague", "call")] },
    email,
    rep,
    { verdict: "free", failing: [], next: now },
  ],
  [
    "slot and warning stand together",
    { slots: [slot(hours(-1))], recent: [touch(hours(-1))] },
    email,
    rep,
    { verdict: "blocked", failing: ["RECENTLY_CONTACTED", "SAME_CHANNEL_RECENT"], next: hours(23), overridable: false },
  ],
  [
    "slot and warning stand together, for a manager",
    { slots: [slot(hours(-1))], recent: [touch(hours(-1))] },
    email,
    manager,
    { verdict: "blocked", failing: ["RECENTLY_CONTACTED", "SAME_CHANNEL_RECENT"], next: hours(23), overridable: true },
  ],
  [
    "everything speaks against it",
    {
      dnc: [entry(null)],
      slots: [slot(hours(-1))],
      recent: [touch(hours(-1))],
      addresses: [{ kind: "email", raw: "x", norm: "x", invalid: true, shared: false }],
    },
    email,
    manager,
    {
      verdict: "blocked",
      failing: ["ADDRESS_INVALID", "DNC_BLOCKED", "RECENTLY_CONTACTED", "SAME_CHANNEL_RECENT"],
      next: null,
      overridable: false,
    },
  ],
];

describe("the guard's answer when", () => {
  it.each(cases)("%s", (_, given, channel, asker, expected) => {
    const answer = assessOutreach(facts(given), channel, asker, now);
    const failing = answer.rules.filter((rule) => rule.result === "block" || rule.result === "warn");
    expect({
      verdict: answer.verdict,
      failing: failing.map((rule) => rule.code),
      next: answer.next_allowed_at,
    }).toEqual({
      verdict: expected.verdict,
      failing: expected.failing,
      next: expected.next?.toISOString() ?? null,
    });
    if (failing.length > 0) expect(failing.every((rule) => rule.overridable)).toBe(expected.overridable);
  });

  it("asked gives every rule in order, also those that pass or have nothing to check", () => {
    const answer = assessOutreach(facts({ addresses: [] }), email, rep, now);
    expect(answer.rules.map((rule) => `${rule.code} ${rule.result}`)).toEqual([
      "ADDRESS_INVALID skip",
      "DNC_BLOCKED pass",
      "NO_CONSENT skip",
      "QUIET_HOURS skip",
      "RECENTLY_CONTACTED pass",
      "COMPANY_LIMIT pass",
      "SAME_CHANNEL_RECENT pass",
      "COMPANY_RECENT pass",
      "SIMILAR_MESSAGE skip",
      "DRAFT_CLAIMED pass",
      "TOO_MANY_TOUCHES pass",
      "IN_SEQUENCE pass",
    ]);
    expect(answer.rules.every((rule) => rule.message.length > 5 && !rule.overridable)).toBe(true);
  });

  it("warns while a sequence runs for them, but not who does what it asked for", () => {
    const running = [{ enrollmentId: "e", name: "Cold chain", since: hours(-30), awaits: "call", user: null }];
    const of = (channel: typeof email) =>
      assessOutreach(facts({ running }), channel, rep, now).rules.find((rule) => rule.code === "IN_SEQUENCE");
    expect(of(email)).toMatchObject({ result: "warn", overridable: true, holder: { subject: "Cold chain" } });
    expect(of({ ...email, code: "call" })).toMatchObject({ result: "pass" });
  });

  it("refusing says who, when, on what, with which words, and until when", () => {
    const [rule] = assessOutreach(facts({ slots: [slot(hours(-2))] }), email, rep, now).rules.filter(
      (one) => one.result === "block",
    );
    expect(rule).toMatchObject({
      message: "colleague emailed 2 hours ago. The slot is taken.",
      until: hours(22).toISOString(),
      holder: {
        user: { id: "colleague", name: "colleague" },
        at: hours(-2).toISOString(),
        channel: "email",
        subject: "Hello",
        excerpt: "Hi Jane",
      },
    });
  });

  it("warning says whether they answered since", () => {
    const answered = { ...touch(hours(-96)), answered: true };
    const said = (one: TouchFact) =>
      assessOutreach(facts({ recent: [one] }), email, rep, now).rules.find(isFailing)?.message;
    expect([said(touch(hours(-96))), said(answered)]).toEqual([
      "colleague emailed 4 days ago, no reply yet.",
      "colleague emailed 4 days ago, answered since.",
    ]);
  });

  it("names a touch without an author as somebody's", () => {
    const nobody = { ...slot(hours(-2)), touch: { ...touch(hours(-2)), user: null } };
    const { rules } = assessOutreach(facts({ slots: [nobody] }), email, rep, now);
    expect(rules.find((rule) => rule.result === "block")).toMatchObject({
      code: "RECENTLY_CONTACTED",
      message: expect.stringContaining("Somebody emailed"),
    });
  });
});
