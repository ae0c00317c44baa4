import { expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createLead } from "./create-lead";

const { admin } = await testDatabase();

it.each(["leads", "companies", "memberships", "organizations"])(
  "lets no path store a time zone that there is not in %s, and every one that there is",
  async (table) => {
    const org = await mintOrganization();
    await createLead(org.rep1, { last_name: "Albrecht", company: "Albrecht" });
    const own = table === "organizations" ? "id" : "org_id";
    const store = (zone: string) =>
      admin`update ${admin(table)} set timezone = ${zone} where ${admin(own)} = ${org.orgId} returning timezone`;
    for (const zone of ["Mars/Base", "Mars/Base5", "EST5", "PDT", "+02:00", "", "Europe/Berlin\n"]) {
      await expect(store(zone), zone).rejects.toThrow(/time zone/);
    }
    for (const zone of [...Intl.supportedValuesOf("timeZone"), "UTC", "Etc/GMT+5", "Japan"])
      expect((await store(zone))[0]).toEqual({ timezone: zone });
  },
);
