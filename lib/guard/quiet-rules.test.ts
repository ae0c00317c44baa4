import { describe, expect, it } from "vitest";
import { defaultQuietHours } from "@/lib/quiet-hours/schema";
import { settingsOf } from "@/lib/settings/rules";
import type { Asker, ChannelFacts, OutreachFacts, SlotFact } from "./fact-rules";
import { assessOutreach } from "./rules";

const rep: Asker = { userId: "rep", role: "rep", via: "web" };
const machine: Asker = { userId: "rep", role: "admin", via: "job" };
const email: ChannelFacts = {
  code: "email",
  addressKind: "email",
  group: "email",
  hardWindowSeconds: 86_400,
  softWindowSeconds: 604_800,
  redialBySameRep: false,
  quietHoursApply: false,
};
const call: ChannelFacts = { ...email, code: "call", addressKind: "phone", group: "call", quietHoursApply: true };
const newYork = { zones: ["America/New_York"], by: "lead" } as const;
const facts = (given: Partial<OutreachFacts> = {}): OutreachFacts => ({
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
  quietHours: defaultQuietHours,
  ...given,
  place: given.place ?? { ...newYork, zones: [...newYork.zones] },
});
const quietRule = (given: Partial<OutreachFacts>, channel: ChannelFacts, asker: Asker, at: string) =>
  assessOutreach(facts(given), channel, asker, new Date(at)).rules.find((rule) => rule.code === "QUIET_HOURS");

const early = "2026-11-26T11:40:00Z";
const cases: [what: string, given: Partial<OutreachFacts>, at: string, message: string, until: string | null][] = [
  ["in the morning", {}, early, "Their time is 06:40, from 08:00.", "2026-11-26T13:00:00Z"],
  ["in the evening", {}, "2026-11-27T02:30:00Z", "Their time is 21:30, from tomorrow 08:00.", "2026-11-27T13:00:00Z"],
  [
    "on a day that is quiet as a whole",
    { quietHours: { ...defaultQuietHours, weekdays: [1, 2, 3, 4, 5] } },
    "2026-11-28T16:20:00Z",
    "Their time is Sat 11:20, from Mon 08:00.",
    "2026-11-30T13:00:00Z",
  ],
  [
    "on a holiday",
    { quietHours: { ...defaultQuietHours, holidays: [{ date: "2026-11-26", name: "Thanksgiving" }] } },
    "2026-11-26T17:00:00Z",
    "It is Thanksgiving where they are, from tomorrow 08:00.",
    "2026-11-27T13:00:00Z",
  ],
  [
    "before holidays that last",
    {
      quietHours: {
        ...defaultQuietHours,
        holidays: Array.from({ length: 9 }, (_, nth) => ({ date: `2026-11-2${nth + 1}`, name: "Fair" })),
      },
    },
    "2026-11-21T14:00:00Z",
    "It is Fair where they are, from 2026-11-30 08:00.",
    "2026-11-30T13:00:00Z",
  ],
  [
    "in any place where the number may be",
    { place: { zones: ["America/New_York", "America/Los_Angeles"], by: "phone" } },
    early,
    "Their time may be 03:40 to 06:40. Their time zone is not known; it is judged by the number.",
    "2026-11-26T16:00:00Z",
  ],
  [
    "in any place, be it on two days",
    { place: { zones: ["Pacific/Honolulu", "Pacific/Guam"], by: "phone" } },
    "2026-11-27T17:57:00Z",
    "Their time may be Fri 07:57 to Sat 03:57. Their time zone is not known; it is judged by the number.",
    "2026-11-27T22:00:00Z",
  ],
  [
    "when no hour suits them all",
    {
      place: { zones: ["Pacific/Kiritimati", "Pacific/Pago_Pago"], by: "phone" },
      quietHours: { ...defaultQuietHours, from: "09:00", until: "10:00" },
    },
    early,
    "Their time may be Thu 00:40 to Fri 01:40. No hour suits every place this number may be in; set the lead's time zone.",
    null,
  ],
];

describe("quiet hours", () => {
  it.each(cases.filter(([what]) => !what.startsWith("when no")))(
    "warn %s and say until when",
    (_, given, at, message, until) => {
      const rule = quietRule(given, call, rep, at);
      expect(rule).toMatchObject({ result: "warn", overridable: true, message });
      expect(rule?.until).toBe(until && new Date(until).toISOString());
    },
  );

  it("say so when no hour suits every place", () => {
    const [, given, at] = cases.at(-1) ?? [];
    const answer = assessOutreach(facts(given), call, rep, new Date(at ?? ""));
    expect(answer).toMatchObject({ verdict: "warn", next_allowed_at: null });
    expect(answer.rules.find((rule) => rule.result === "warn")?.message).toContain("set the lead's time zone");
  });

  it("pass by day, and do not apply to mail that a person sends", () => {
    expect(quietRule({}, call, rep, "2026-11-26T17:00:00Z")).toMatchObject({ result: "pass" });
    expect(quietRule({}, email, rep, early)).toMatchObject({
      result: "skip",
      message: "Quiet hours do not apply to this channel.",
    });
  });

  it("make whatever goes out by itself wait, on every channel, without a way round", () => {
    for (const channel of [email, call]) {
      const answer = assessOutreach(facts(), channel, machine, new Date(early));
      expect(answer.next_allowed_at).toBe("2026-11-26T13:00:00.000Z");
      expect(answer.rules.find((rule) => rule.code === "QUIET_HOURS")).toMatchObject({
        result: "warn",
        overridable: false,
      });
    }
  });

  it("move the next allowed moment on when a slot ends at night", () => {
    const since = new Date("2026-11-26T02:30:00Z");
    const touch = {
      communicationId: "c",
      user: null,
      at: since,
      channel: "call",
      subject: null,
      excerpt: null,
      answered: false,
    };
    const slot: SlotFact = { guardId: "g", group: "call", since, until: new Date("2026-11-27T02:30:00Z"), touch };
    const answer = assessOutreach(facts({ slots: [slot] }), call, rep, new Date("2026-11-26T17:00:00Z"));
    expect(answer).toMatchObject({ verdict: "blocked", next_allowed_at: "2026-11-27T13:00:00.000Z" });
    const mail = { ...slot, group: "email" };
    const other = assessOutreach(facts({ slots: [mail] }), email, rep, new Date("2026-11-26T17:00:00Z"));
    expect(other.next_allowed_at).toBe("2026-11-27T02:30:00.000Z");
  });
});
