import { describe, expect, it } from "vitest";
import { fitsArrival, localDay } from "./rules";

const any = { sources: [], statuses: [], hours: null };
const office = { from: "09:00", until: "17:00", weekdays: [1, 2, 3, 4, 5] };
const monday = new Date("2026-03-02T08:30:00Z");

describe("a rule is for an arrival", () => {
  it.each([
    [any, { source: null, status: "new" }, true],
    [{ ...any, sources: ["Fair", "Website"] }, { source: "fair", status: "new" }, true],
    [{ ...any, sources: ["Fair"] }, { source: null, status: "new" }, false],
    [{ ...any, sources: ["Fair"] }, { source: "Fair 2026", status: "new" }, false],
    [{ ...any, statuses: ["enriched"] }, { source: null, status: "new" }, false],
    [{ ...any, statuses: ["enriched"] }, { source: null, status: "enriched" }, true],
  ])("%j of %j: %s", (terms, arrival, fits) => {
    expect(fitsArrival(terms, arrival, monday, "UTC")).toBe(fits);
  });

  it.each([
    ["2026-03-02T08:30:00Z", "UTC", false],
    ["2026-03-02T08:30:00Z", "Europe/Berlin", true],
    ["2026-03-02T16:00:00Z", "Europe/Berlin", false],
    ["2026-03-01T10:00:00Z", "UTC", false],
    ["2026-03-02T03:30:00Z", "Asia/Kolkata", true],
    ["2026-03-01T23:30:00Z", "Australia/Sydney", true],
  ])("within its hours at %s in %s: %s", (at, zone, fits) => {
    expect(fitsArrival({ ...any, hours: office }, { source: null, status: "new" }, new Date(at), zone)).toBe(fits);
  });

  it("counts the day there", () => {
    expect(localDay(new Date("2026-03-01T23:30:00Z"), "Australia/Sydney")).toBe("2026-03-02");
  });
});
