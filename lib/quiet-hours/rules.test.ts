import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { offsetAt, weekdayOf } from "./clock-rules";
import { dayBegun, holidayAt, isQuiet, nextAllowed } from "./rules";
import { defaultQuietHours, type QuietHours, quietHoursSchema } from "./schema";

const law = defaultQuietHours;
const weekdays: QuietHours = { ...law, weekdays: [1, 2, 3, 4, 5] };
const nights: QuietHours = { ...law, from: "02:30", until: "03:30" };
const alwaysOpen: QuietHours = { ...law, from: "00:00", until: "24:00" };
const christmas = ["2026-12-24", "2026-12-25", "2026-12-26"].map((date) => ({ date, name: "Christmas" }));
const festive: QuietHours = { ...weekdays, holidays: christmas };

const cases: [what: string, zones: string[], hours: QuietHours, from: string, next: string | null][] = [
  ["at noon it is now", ["UTC"], law, "2026-03-04T12:00:00.123Z", "2026-03-04T12:00:00.123Z"],
  ["before eight it is eight", ["UTC"], law, "2026-03-04T07:59:59.999Z", "2026-03-04T08:00:00Z"],
  ["eight itself is allowed", ["UTC"], law, "2026-03-04T08:00:00Z", "2026-03-04T08:00:00Z"],
  ["nine in the evening is not", ["UTC"], law, "2026-03-04T21:00:00Z", "2026-03-05T08:00:00Z"],
  ["a millisecond before nine is", ["UTC"], law, "2026-03-04T20:59:59.999Z", "2026-03-04T20:59:59.999Z"],
  [
    "06:40 in New York waits for eight there",
    ["America/New_York"],
    law,
    "2026-11-26T11:40:00Z",
    "2026-11-26T13:00:00Z",
  ],
  ["half-hour zones count their half hour", ["Asia/Kolkata"], law, "2026-03-04T02:00:00Z", "2026-03-04T02:30:00Z"],
  ["quarter-hour zones their quarter", ["Asia/Kathmandu"], law, "2026-03-04T02:00:00Z", "2026-03-04T02:15:00Z"],
  [
    "the night clocks go forward is an hour shorter",
    ["America/New_York"],
    law,
    "2026-03-08T03:00:00Z",
    "2026-03-08T12:00:00Z",
  ],
  [
    "the night they go back is an hour longer",
    ["America/New_York"],
    law,
    "2026-11-01T03:00:00Z",
    "2026-11-01T13:00:00Z",
  ],
  ["an opening inside the gap is its end", ["Europe/Berlin"], nights, "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"],
  [
    "an opening inside the overlap comes the first time",
    ["Europe/Berlin"],
    nights,
    "2026-10-25T00:00:00Z",
    "2026-10-25T00:30:00Z",
  ],
  [
    "what the overlap closes opens a second time",
    ["Europe/Berlin"],
    nights,
    "2026-10-25T01:00:00Z",
    "2026-10-25T01:30:00Z",
  ],
  [
    "half an hour of summer time on Lord Howe",
    ["Australia/Lord_Howe"],
    law,
    "2026-10-03T16:00:00Z",
    "2026-10-03T21:00:00Z",
  ],
  [
    "a day that Samoa never had",
    ["Pacific/Apia"],
    { ...law, weekdays: [5] },
    "2011-12-29T10:00:00Z",
    "2012-01-05T18:00:00Z",
  ],
  [
    "both sides of the date line agree on an hour",
    ["Pacific/Auckland", "Pacific/Pago_Pago"],
    law,
    "2026-06-01T12:00:00Z",
    "2026-06-01T20:00:00Z",
  ],
  [
    "all places of one country",
    ["America/New_York", "America/Los_Angeles"],
    law,
    "2026-03-04T13:30:00Z",
    "2026-03-04T16:00:00Z",
  ],
  ["a weekend waits for Monday", ["Europe/Paris"], weekdays, "2026-03-07T12:00:00Z", "2026-03-09T07:00:00Z"],
  ["holidays in a row run into a weekend", ["UTC"], festive, "2026-12-23T21:00:00Z", "2026-12-28T08:00:00Z"],
  [
    "a holiday is a day where they are",
    ["Pacific/Kiritimati"],
    festive,
    "2026-12-23T09:59:00Z",
    "2026-12-27T18:00:00Z",
  ],
  [
    "until midnight means all evening",
    ["UTC"],
    { ...law, until: "24:00" },
    "2026-03-04T23:59:59.999Z",
    "2026-03-04T23:59:59.999Z",
  ],
  [
    "no hour suits the two ends of the world",
    ["Pacific/Kiritimati", "Pacific/Pago_Pago"],
    { ...law, from: "09:00", until: "10:00" },
    "2026-03-04T12:00:00Z",
    null,
  ],
  [
    "a year of holidays is waited for",
    ["UTC"],
    { ...law, holidays: daysFrom("2026-01-01", 365) },
    "2026-01-01T12:00:00Z",
    "2027-01-01T08:00:00Z",
  ],
];

describe("the next moment that is allowed", () => {
  it.each(cases)("%s", (_, zones, hours, from, next) => {
    const found = nextAllowed(zones, hours, new Date(from));
    expect(found?.toISOString() ?? null).toBe(next && new Date(next).toISOString());
  });

  const zone = fc.constantFrom(
    "America/New_York",
    "America/St_Johns",
    "Europe/Berlin",
    "Europe/Dublin",
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Pacific/Apia",
    "Pacific/Chatham",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "America/Asuncion",
    "Asia/Tehran",
    "Antarctica/Troll",
    "UTC",
  );
  const minute = fc.integer({ min: 0, max: 1439 });
  const words = (at: number) => `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;
  const hours = fc
    .tuple(
      minute,
      minute,
      fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      fc.integer({ min: 0, max: 3 }),
    )
    .filter(([a, b]) => a !== b)
    .map(
      ([a, b, days, free]): QuietHours => ({
        from: words(Math.min(a, b)),
        until: words(Math.max(a, b)),
        weekdays: days,
        holidays: daysFrom("2026-03-29", free),
      }),
    );
  // Around the nights when clocks change, and anywhere.
  const moment = fc.oneof(
    ...[
      "2026-03-08T07:00:00Z",
      "2026-03-29T01:00:00Z",
      "2026-10-25T01:00:00Z",
      "2026-11-01T06:00:00Z",
      "2026-04-05T02:00:00Z",
    ].map((change) =>
      fc.integer({ min: -36 * 60, max: 36 * 60 }).map((minutes) => Date.parse(change) + minutes * 60_000),
    ),
    fc.integer({ min: Date.parse("2011-12-01T00:00:00Z"), max: Date.parse("2030-01-01T00:00:00Z") }),
  );

  it("is allowed in every place, not before the moment asked, and nothing in between is", () => {
    fc.assert(
      fc.property(fc.uniqueArray(zone, { minLength: 1, maxLength: 3 }), hours, moment, (zones, plan, from) => {
        const next = nextAllowed(zones, plan, new Date(from));
        const end = next?.getTime() ?? from + 3 * 86_400_000;
        if (next) {
          expect(next.getTime()).toBeGreaterThanOrEqual(from);
          expect(zones.every((one) => saysTheClock(one, plan, next.getTime()))).toBe(true);
        }
        expect(next?.getTime() === from).toBe(!isQuiet(zones, plan, new Date(from)));
        // Every quarter of an hour on the way, and the last millisecond before the end.
        const between = Array.from({ length: 300 }, (_, nth) => from + nth * 900_000).filter((at) => at < end);
        if (end > from) between.push(end - 1);
        expect(between.filter((at) => zones.every((one) => saysTheClock(one, plan, at)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("asks the organization's own clock for a holiday, and never waits with hours that are always open", () => {
    fc.assert(
      fc.property(zone, moment, (one, from) => {
        expect(nextAllowed([one], alwaysOpen, new Date(from))?.getTime()).toBe(from);
      }),
    );
    expect(holidayAt("Pacific/Kiritimati", festive, new Date("2026-12-23T10:00:00Z"))?.name).toBe("Christmas");
    expect(holidayAt("UTC", festive, new Date("2026-12-23T10:00:00Z"))).toBeNull();
  });
});

describe("quiet hours as they are configured", () => {
  const refused: [string, object][] = [
    ["an end before the beginning", { from: "21:00", until: "08:00" }],
    ["no day at all", { weekdays: [] }],
    ["an hour that no clock shows", { from: "25:00" }],
    ["a day that no calendar has", { holidays: [{ date: "2026-02-30", name: "Leap" }] }],
    ["a holiday without a name", { holidays: [{ date: "2026-02-03", name: " " }] }],
    ["one day twice", { holidays: [1, 2].map(() => ({ date: "2026-02-03", name: "Twice" })) }],
  ];
  it.each(refused)("refuse %s", (_, given) => {
    expect(quietHoursSchema.safeParse({ ...law, ...given }).success).toBe(false);
  });

  it("are kept sorted, each day once", () => {
    const given = { ...law, weekdays: [5, 1, 5], holidays: [...christmas].reverse() };
    expect(quietHoursSchema.parse(given)).toEqual({ ...law, weekdays: [1, 5], holidays: christmas });
  });
});

/** The same question to Intl in another way: by the names and digits it writes. */
function saysTheClock(zone: string, { from, until, weekdays: days, holidays }: QuietHours, at: number): boolean {
  const text = formatterOf(zone).format(at);
  const [date = "", time = ""] = text.split(" ");
  const clock = time.slice(0, 5);
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
  return days.includes(weekday) && !holidays.some((day) => day.date === date) && clock >= from && clock < until;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known =
    formatters.get(timeZone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  formatters.set(timeZone, known);
  return known;
}

function daysFrom(first: string, count: number) {
  return Array.from({ length: count }, (_, nth) => ({
    date: new Date(Date.parse(first) + nth * 86_400_000).toISOString().slice(0, 10),
    name: `Day ${nth + 1}`,
  }));
}

it("knows the weekday of any day, also before 1970", () => {
  for (const day of [-700_000, -4, -1, 0, 3, 4, 20_000]) {
    expect(weekdayOf(day)).toBe(new Date(day * 86_400_000).getUTCDay() || 7);
  }
  expect(offsetAt("Asia/Kathmandu", Date.parse("2026-01-01T00:00:00Z"))).toBe((5 * 60 + 45) * 60_000);
});

it.each([
  ["UTC", "2026-03-04", "2026-03-04T00:00:00Z"],
  ["America/Los_Angeles", "2026-07-17", "2026-07-17T07:00:00Z"],
  ["Asia/Kathmandu", "2026-03-04", "2026-03-03T18:15:00Z"],
  ["America/New_York", "2026-03-09", "2026-03-09T04:00:00Z"],
  ["Pacific/Auckland", "2026-04-05", "2026-04-04T11:00:00Z"],
  ["America/Santiago", "2026-04-05", "2026-04-05T04:00:00Z"],
  ["America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z"],
])(
  "in %s the day %s begins at its midnight, or where that is skipped with the change of the clock",
  (zone, day, begins) => {
    expect(dayBegun([zone], day)).toEqual(new Date(begins));
    expect(dayBegun(["Pacific/Auckland", zone, "Asia/Tokyo"], day) >= new Date(begins)).toBe(true);
  },
);
