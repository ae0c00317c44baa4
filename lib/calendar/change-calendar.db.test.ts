import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { getOutreachAnalytics } from "@/lib/analytics/queries";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { getLifecycle } from "@/lib/funnels/queries";
import { createLead } from "@/lib/leads/create-lead";
import { changeCalendar } from "./change-calendar";
import { countWorkingHours, getCalendar } from "./queries";

const { admin } = await testDatabase();
const usual = { from: "09:00", until: "17:00", weekdays: [1, 2, 3, 4, 5] };
const timezone = "America/New_York";
let org: MintedOrganization;
beforeAll(async () => {
  org = await mintOrganization({ timezone, calm: true });
});

describe("the organization's calendar", () => {
  it("is an admin's to change, part by part, and leaves what it was before", async () => {
    const other = await mintOrganization();
    const begun = { week_start: 1, fiscal_year_start: 1, working_hours: usual };
    expect(await read(org.rep1, "analytics:read", getCalendar)).toEqual(begun);
    await expect(changeCalendar(org.manager, { week_start: 0 })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await changeCalendar(org.admin, { fiscal_year_start: 4 });
    await changeCalendar(org.admin, { week_start: 0 });
    await changeCalendar(org.admin, {});
    const now = { ...begun, week_start: 0, fiscal_year_start: 4 };
    expect(await read(org.rep1, "analytics:read", getCalendar)).toEqual(now);
    expect(await read(other.rep1, "analytics:read", getCalendar)).toEqual(begun);
    const events = await admin`select p.payload::jsonb as payload from events e join event_payloads p on p.id = e.id
      where e.org_id = ${org.orgId} and e.kind = 'calendar.changed' order by e.position`;
    expect(events.map((one) => one.payload.new)).toEqual([{ ...begun, fiscal_year_start: 4 }, now]);
    await createLead(at(org.rep1, "2026-11-11T12:00:00Z"), { last_name: "Doe" });
    const ctx = at(org.manager, "2026-11-20T12:00:00Z");
    const weeks = await read(ctx, "analytics:read", (tx) => getLifecycle(tx, ctx, {}));
    expect(weeks.cohorts.map((one) => one.week)).toEqual(["2026-11-08"]);
  });

  it.each([
    [{ week_start: 2 }, "week_start"],
    [{ fiscal_year_start: 13 }, "fiscal_year_start"],
    [{ working_hours: { ...usual, until: "08:00" } }, "working_hours.until"],
    [{ working_hours: { ...usual, weekdays: [] } }, "working_hours.weekdays"],
    [{ working_hours: { ...usual, from: "0900" } }, "working_hours.from"],
  ])("refuses %j at its place", async (given, path) => {
    await expect(changeCalendar(org.admin, given)).rejects.toMatchObject({
      code: "INVALID",
      errors: [expect.objectContaining({ path })],
    });
  });
});

describe("working hours", () => {
  it.each([
    // From Friday, four in the afternoon, until Monday at ten.
    ["2026-11-06T21:00:00Z", "2026-11-09T15:00:00Z", usual, 2],
    ["2026-11-07T12:00:00Z", "2026-11-08T23:00:00Z", usual, 0],
    ["2026-11-09T14:30:00Z", "2026-11-09T15:00:00Z", usual, 0.5],
    ["2026-11-09T15:00:00Z", "2026-11-09T15:00:00Z", usual, 0],
    // The night of the 1st of November 2026 has one hour twice, that of the 8th of March lacks one.
    ["2026-11-01T04:00:00Z", "2026-11-02T05:00:00Z", { from: "00:00", until: "04:00", weekdays: [7] }, 5],
    ["2026-03-08T05:00:00Z", "2026-03-09T04:00:00Z", { from: "00:00", until: "04:00", weekdays: [7] }, 3],
  ])("from %s until %s, %j, are %d", async (from, to, hours, expected) => {
    expect(await between(from, to, hours)).toBeCloseTo(expected, 6);
  });

  it("are as many as the quarters of an hour that the clock shows within them", async () => {
    const clock = new Intl.DateTimeFormat("en-GB", {
      timeZone: timezone,
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      weekday: "short",
    });
    const isWork = (moment: number) => {
      const parts = Object.fromEntries(clock.formatToParts(moment).map((part) => [part.type, part.value]));
      const time = `${parts.hour}:${parts.minute}`;
      return !["Sat", "Sun"].includes(parts.weekday ?? "") && time >= usual.from && time < usual.until;
    };
    const quarter = 900_000;
    const begin = Date.parse("2026-10-26T00:00:00Z");
    await fc.assert(
      fc.asyncProperty(fc.nat(96 * 14), fc.nat(96 * 10), async (first, more) => {
        const from = begin + first * quarter;
        const quarters = Array.from({ length: more }, (_, nth) => from + nth * quarter).filter(isWork).length;
        const to = new Date(from + more * quarter).toISOString();
        expect(await between(new Date(from).toISOString(), to, usual)).toBeCloseTo(quarters / 4, 6);
      }),
      { numRuns: 60 },
    );
  });

  it("alone count for a response time where that is asked for", async () => {
    const lead = await createLead(org.rep1, { last_name: "Doe" });
    const ctx = at(org.rep1, "2026-11-20T12:00:00Z");
    const touch = { lead_id: lead.id, method: "sms", already_happened: true };
    await logContact(ctx, { ...touch, occurred_at: "2026-11-06T21:00:00Z" });
    await logContact(ctx, { ...touch, occurred_at: "2026-11-09T15:00:00Z", direction: "inbound" });
    const median = async (response_hours?: "clock" | "working") =>
      (await read(ctx, "analytics:read", (tx) => getOutreachAnalytics(tx, ctx, { method: "sms", response_hours })))
        .median_response_time_hours;
    expect([await median(), await median("clock"), await median("working")]).toEqual([66, 66, 2]);
  });

  it("of days count until now and no further", async () => {
    const ctx = at(org.rep1, "2026-11-10T15:00:00Z");
    const count = (from: string, to: string) =>
      read(ctx, "analytics:read", (tx) => countWorkingHours(tx, ctx, { from, to }));
    expect([await count("2026-11-09", "2026-11-09"), await count("2026-11-09", "2026-11-30")]).toEqual([8, 9]);
  });
});

async function between(from: string, to: string, hours: object): Promise<number> {
  const [row] = await admin<{ hours: number }[]>`
    select working_hours_between(${from}, ${to}, ${timezone}, ${JSON.stringify(hours)}::text::jsonb) as hours`;
  return row?.hours ?? -1;
}
