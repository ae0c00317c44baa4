import { beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { getOutreachAnalytics } from "@/lib/analytics/queries";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { foldRollups } from "@/lib/rollups/fold-rollups";
import { changeOrganization } from "./change-organization";
import { getOrganization } from "./queries";
import { rebuildFigures } from "./rebuild-figures";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeAll(async () => {
  org = await mintOrganization({ timezone: "America/New_York", calm: true });
});
const home = { timezone: "America/New_York", default_region: "US", base_currency: "USD" };

describe("the organization", () => {
  it("is an admin's to change, part by part, and leaves what it was before", async () => {
    const own = await mintOrganization({ timezone: "America/New_York" });
    const begun = await read(own.rep1, "analytics:read", getOrganization);
    expect(begun).toMatchObject({ ...home, recounting: false });
    await expect(changeOrganization(own.manager, { name: "Mine" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    await changeOrganization(own.admin, { name: "Northwind", default_region: "DE", base_currency: "EUR" });
    await changeOrganization(own.admin, {});
    const now = await read(own.rep1, "analytics:read", getOrganization);
    expect(now).toMatchObject({ ...home, name: "Northwind", default_region: "DE", base_currency: "EUR" });
    const events = await admin`select p.payload::jsonb as payload from events e join event_payloads p on p.id = e.id
      where e.org_id = ${own.orgId} and e.kind = 'organization.changed' order by e.position`;
    expect(events).toHaveLength(1);
    expect(events[0]?.payload).toMatchObject({ old: { name: begun.name }, new: { name: "Northwind" } });
    const lead = await createLead({ ...own.rep1, defaultRegion: now.default_region }, { phone: "030 901820" });
    expect(lead.phone).toBe("+4930901820");
  });

  it.each([
    [{ timezone: "Mars/Base" }, "timezone"],
    [{ default_region: "XX" }, "default_region"],
    [{ base_currency: "ABC" }, "base_currency"],
    [{ name: " " }, "name"],
  ])("refuses %j at its place", async (given, path) => {
    await expect(changeOrganization(org.admin, given)).rejects.toMatchObject({
      code: "INVALID",
      errors: [expect.objectContaining({ path })],
    });
  });

  it("counts every touch in the days of its new time zone once figures are counted anew", async () => {
    // Ten at night in New York is the next day in Berlin.
    const { id } = await createLead(at(org.rep1, "2026-11-01T12:00:00Z"), { last_name: "Doe" });
    const occurred_at = "2026-11-04T03:00:00.000Z";
    await logContact(at(org.rep1, "2026-11-05T12:00:00Z"), { lead_id: id, method: "call", occurred_at });
    await foldRollups(org.admin, {});
    const attemptsOf = async (timezone: string, day: string) => {
      const ctx = { ...org.manager, timezone };
      const asked = { from_date: day, to_date: day };
      return (await read(ctx, "analytics:read", (tx) => getOutreachAnalytics(tx, ctx, asked))).total_attempts;
    };
    expect(await attemptsOf("America/New_York", "2026-11-03")).toBe(1);
    expect((await changeOrganization(org.admin, { timezone: "Europe/Berlin" })).recounting).toBe(true);
    // Written by the new days before the old ones are counted anew.
    await logContact(at(org.rep1, "2026-11-05T13:00:00Z"), { lead_id: id, method: "sms", occurred_at });
    const [job] = await admin`select run_at > now() + interval '50 seconds' as later from graphile_worker._private_jobs
      where key = ${`${org.orgId} organization.recount recount`}`;
    expect(job).toEqual({ later: true });
    await rebuildFigures(org.admin, {});
    expect(await read(org.admin, "analytics:read", getOrganization)).toMatchObject({ recounting: false });
    expect(await attemptsOf("Europe/Berlin", "2026-11-03")).toBe(0);
    expect(await attemptsOf("Europe/Berlin", "2026-11-04")).toBe(2);
  });
});
