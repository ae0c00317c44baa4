import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settingsOf } from "@/lib/settings/rules";
import { type ChannelRule, COUNTED_CODES, type CountedCode, countMet, type PastTouch } from "./rules";

const hour = 3600;
const day = 24 * hour;
const from = 100 * day;
const email: ChannelRule = { code: "email", group: "email", hard: day, soft: 7 * day, redialBySameRep: false };
const call: ChannelRule = { ...email, code: "call", group: "call", redialBySameRep: true };
const channels = [email, call];
const touch = (at: number, given: Partial<PastTouch> = {}): PastTouch => ({
  leadId: "ines",
  norm: null,
  channel: "email",
  userId: "dana",
  places: [],
  basis: true,
  at: from + at,
  ...given,
});
const at = (place: string, leadId: string, userId: string) => ({ places: [place, `${place}.example`], leadId, userId });

type Case = [
  string,
  PastTouch[],
  Record<string, number | boolean | null>,
  Partial<Record<CountedCode, number>> & { refused?: number; warned?: number },
];
const cases: Case[] = [
  ["one touch alone", [touch(0)], {}, {}],
  [
    "a second within the hard window",
    [touch(0), touch(5 * hour)],
    {},
    { refused: 1, RECENTLY_CONTACTED: 1, SAME_CHANNEL_RECENT: 1 },
  ],
  ["a second exactly when the window ends", [touch(0), touch(day)], {}, { warned: 1, SAME_CHANNEL_RECENT: 1 }],
  [
    "one of before the days that count",
    [touch(-hour), touch(hour)],
    {},
    { refused: 1, RECENTLY_CONTACTED: 1, SAME_CHANNEL_RECENT: 1 },
  ],
  ["both before the days that count", [touch(-2 * hour), touch(-hour)], {}, {}],
  [
    "one address in two leads",
    [touch(0, { norm: "i@x" }), touch(hour, { leadId: "twin", norm: "i@x" })],
    {},
    { refused: 1, RECENTLY_CONTACTED: 1, SAME_CHANNEL_RECENT: 1 },
  ],
  ["a redial by the same rep", [touch(0, { channel: "call" }), touch(hour, { channel: "call" })], {}, {}],
  [
    "a redial by another",
    [touch(0, { channel: "call" }), touch(hour, { channel: "call", userId: "bob" })],
    {},
    { refused: 1, RECENTLY_CONTACTED: 1, SAME_CHANNEL_RECENT: 1 },
  ],
  ["another channel", [touch(0), touch(hour, { channel: "call" })], {}, {}],
  [
    "a colleague at the company",
    [touch(0, at("c", "omar", "bob")), touch(13 * day, at("c", "ines", "dana"))],
    {},
    { warned: 1, COMPANY_RECENT: 1 },
  ],
  ["the same rep at the company", [touch(0, at("c", "omar", "dana")), touch(day, at("c", "ines", "dana"))], {}, {}],
  [
    "a colleague there with a shorter window",
    [touch(0, at("c", "omar", "bob")), touch(13 * day, at("c", "ines", "dana"))],
    { "guard.company.window_days": 5 },
    {},
  ],
  [
    "a second person under a ceiling of one",
    [touch(0, at("c", "omar", "dana")), touch(day, at("c", "ines", "dana"))],
    { "guard.company.limit": 1 },
    { refused: 1, COMPANY_LIMIT: 1 },
  ],
  [
    "who is in play already under a ceiling of one",
    [touch(0, at("c", "omar", "dana")), touch(0, at("c", "ines", "dana")), touch(9 * day, at("c", "ines", "dana"))],
    { "guard.company.limit": 1 },
    { refused: 1, COMPANY_LIMIT: 1 },
  ],
  [
    "a fifth touch in a week",
    [0, 1, 2, 3, 4].map((nth) => touch(nth * day, { channel: nth % 2 ? "call" : "email" })),
    {},
    { warned: 2, TOO_MANY_TOUCHES: 1, SAME_CHANNEL_RECENT: 2 },
  ],
  [
    "two who share the corporate domain alone",
    [touch(0, { ...at("c", "omar", "bob") }), touch(day, { leadId: "ines", places: ["c.example"] })],
    {},
    { warned: 1, COMPANY_RECENT: 1 },
  ],
  ["who had given no consent while none is required", [touch(0, { basis: false })], {}, {}],
  [
    "who had given no consent where one is required",
    [touch(0, { basis: false }), touch(8 * day)],
    { "guard.consent.required": true },
    { refused: 1, NO_CONSENT: 1 },
  ],
  ["many with the rule off", [0, 1, 2].map((nth) => touch(nth * 8 * day)), { "guard.touches.limit": 0 }, {}],
];

describe("the effect of the guard's settings", () => {
  it.each(cases)("counts %s", (_, touches, changed, expected) => {
    const met = countMet(touches, from, { settings: settingsOf(changed), channels });
    const { refused = 0, warned = 0, ...codes } = expected;
    expect([met.refused, met.warned]).toEqual([refused, warned]);
    for (const code of COUNTED_CODES) expect([code, met.byCode[code]]).toEqual([code, codes[code] ?? 0]);
  });

  it("never gets less when a window or a count gets stricter", () => {
    const arbitrary = fc.array(
      fc.record({
        leadId: fc.constantFrom("a", "b", "c"),
        norm: fc.constantFrom(null, "x", "y"),
        channel: fc.constantFrom("email", "call"),
        userId: fc.constantFrom("dana", "bob", null),
        places: fc.constantFrom([], ["k"], ["k", "k.example"]),
        basis: fc.boolean(),
        at: fc.integer({ min: from - 9 * day, max: from + 20 * day }),
      }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(arbitrary, fc.integer({ min: 0, max: 10 }), (list, more) => {
        const touches = list.toSorted((a, b) => a.at - b.at);
        const loose = countMet(touches, from, { settings: settingsOf({}), channels });
        const wider = channels.map((one) => ({ ...one, hard: one.hard + more * day, soft: one.soft + more * day }));
        const settings = settingsOf({ "guard.company.window_days": 14 + more, "guard.touches.window_days": 7 + more });
        const strict = countMet(touches, from, { settings, channels: wider });
        expect(strict.refused).toBeGreaterThanOrEqual(loose.refused);
        for (const code of COUNTED_CODES) expect(strict.byCode[code]).toBeGreaterThanOrEqual(loose.byCode[code]);
      }),
    );
  });
});
