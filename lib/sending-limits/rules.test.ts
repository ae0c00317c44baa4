import { expect, test } from "vitest";
import { isWithinHours, roomOf, tripOf } from "./rules";

const office = { days: [1, 2, 3, 4, 5], from: "09:00", until: "17:30" };
test.each([
  ["2026-03-02T08:59:59Z", "UTC", false],
  ["2026-03-02T09:00:00Z", "UTC", true],
  ["2026-03-02T17:29:59Z", "UTC", true],
  ["2026-03-02T17:30:00Z", "UTC", false],
  ["2026-03-01T12:00:00Z", "UTC", false],
  ["2026-03-02T13:59:00Z", "America/New_York", false],
  ["2026-03-02T14:00:00Z", "America/New_York", true],
  // The clocks went forward on the 8th: nine there is an hour earlier here.
  ["2026-03-09T13:00:00Z", "America/New_York", true],
])("at %s in %s a mailbox with office hours sends: %s", (at, zone, sends) => {
  expect(isWithinHours(office, zone, new Date(at))).toBe(sends);
  expect(isWithinHours(null, zone, new Date(at))).toBe(true);
});

test.each([
  [{ hourLimit: null, dayLimit: null }, { hour: 9, day: 99 }, null],
  [{ hourLimit: 10, dayLimit: null }, { hour: 9, day: 99 }, 1],
  [{ hourLimit: 10, dayLimit: 100 }, { hour: 0, day: 99 }, 1],
  [{ hourLimit: 10, dayLimit: 20 }, { hour: 12, day: 12 }, 0],
])("%o with %o used leaves room for %s", (limits, used, room) => {
  expect(roomOf(limits, used)).toBe(room);
});

test.each([
  [{ sent: 1000, bounced: 20, complained: 0 }, null],
  [{ sent: 1000, bounced: 21, complained: 0 }, /21 of the last 1000 came back/],
  [{ sent: 10, bounced: 4, complained: 0 }, null],
  [{ sent: 2000, bounced: 0, complained: 1 }, null],
  [{ sent: 2001, bounced: 0, complained: 2 }, null],
  [{ sent: 2000, bounced: 0, complained: 2 }, /2 of the last 2000 were reported as spam/],
])("%o: %s", (figures, words) => {
  if (words === null) expect(tripOf(figures)).toBeNull();
  else expect(tripOf(figures)).toMatch(words);
});
