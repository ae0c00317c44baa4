import { describe, expect, it } from "vitest";
import { momentInZone, wallInZone } from "./zone-time";

describe("a wall clock's moment", () => {
  it.each([
    ["2026-11-26T09:00", "Europe/Berlin", "2026-11-26T08:00:00.000Z"],
    ["2026-07-01T09:00", "Europe/Berlin", "2026-07-01T07:00:00.000Z"],
    ["2026-11-26T09:00", "America/Los_Angeles", "2026-11-26T17:00:00.000Z"],
    ["2026-11-26T00:15", "Asia/Kolkata", "2026-11-25T18:45:00.000Z"],
    ["2026-03-29T03:30", "Europe/Berlin", "2026-03-29T01:30:00.000Z"],
    ["2026-10-25T09:00", "Europe/Berlin", "2026-10-25T08:00:00.000Z"],
  ])("%s in %s is %s, and back", (wall, zone, at) => {
    expect(momentInZone(wall, zone)?.toISOString()).toBe(at);
    expect(wallInZone(Date.parse(at), zone)).toBe(wall);
  });

  it("that the clocks leave out is the hour after", () => {
    expect(momentInZone("2026-03-29T02:30", "Europe/Berlin")?.toISOString()).toBe("2026-03-29T01:30:00.000Z");
  });

  it("that is none is none", () => {
    expect(momentInZone("", "UTC")).toBeNull();
  });
});
