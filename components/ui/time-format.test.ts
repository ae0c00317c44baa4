import { describe, expect, it } from "vitest";
import { dayHeading, exactTime, relativeTime, relativeWords, untilTime } from "./time-format";

const now = Date.parse("2026-11-19T14:12:00.000Z");

describe("relative time", () => {
  it.each([
    ["2026-11-19T14:11:30.000Z", "just now"],
    ["2026-11-19T13:54:00.000Z", "18 min ago"],
    ["2026-11-19T11:11:00.000Z", "3 h ago"],
    ["2026-11-17T10:24:00.000Z", "2 d ago"],
    ["2026-03-03T15:18:00.000Z", "3 Mar"],
    ["2025-09-03T15:18:00.000Z", "3 Sep 2025"],
    ["2026-11-19T14:17:00.000Z", "in 5 min"],
  ])("reads %s as %s", (at, text) => {
    expect(relativeTime(at, now, "UTC")).toBe(text);
  });

  it("counts one day as one day in a sentence", () => {
    expect(relativeWords("2026-11-18T12:00:00.000Z", now, "UTC")).toBe("1 day ago");
  });
});

describe("calendar days", () => {
  it("belong to the reader's zone, not to UTC", () => {
    expect(dayHeading("2026-11-18T23:30:00.000Z", now, "UTC")).toBe("Yesterday");
    expect(dayHeading("2026-11-18T23:30:00.000Z", now, "Europe/Berlin")).toBe("Today");
    expect(untilTime("2026-11-20T00:30:00.000Z", now, "America/New_York")).toBe("today 19:30");
  });

  it("name the day and the month without the machine's own spelling", () => {
    expect(dayHeading("2026-09-01T10:00:00.000Z", now, "UTC")).toBe("Tuesday, 1 September");
    expect(untilTime("2026-11-24T10:00:00.000Z", now, "UTC")).toBe("Tue 24 Nov");
  });
});

it("says the zone in the exact time, and survives a zone nobody knows", () => {
  expect(exactTime("2026-11-17T10:24:00.000Z", "America/New_York")).toBe("Tue 17 Nov 2026, 05:24 (America/New York)");
  expect(exactTime("2026-11-17T10:24:00.000Z", "Mars/Base")).toContain("10:24");
});
