import { expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createLead } from "./create-lead";

await testDatabase();

it("lets no path store a time zone that there is not, and every one that there is", async () => {
  const org = await mintOrganization();
  const { id } = await createLead(org.rep1, { last_name: "Albrecht" });
  const store = (zone: string) =>
    inOrganization(org.orgId, (tx) => tx.sql`update leads set timezone = ${zone} where id = ${id}`);
  for (const zone of ["Mars/Base", "Mars/Base5", "EST5", "PDT", "+02:00", "", "Europe/Berlin\n"]) {
    await expect(store(zone), zone).rejects.toThrow(/time zone/);
  }
  for (const zone of [...Intl.supportedValuesOf("timeZone"), "UTC", "Etc/GMT+5", "Japan"]) await store(zone);
});
