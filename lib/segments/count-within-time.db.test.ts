import { expect, it } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { countLeads } from "./count-queries";

const { admin } = await testDatabase();

it("a count that takes too long is told from a sample, and one that no sample answers in time says what to change", async () => {
  const org = await mintOrganization();
  for (const last_name of ["Doe", "Roe", "Lee"]) await createLead(org.rep1, { last_name });
  await admin`analyze leads`;
  const filter = { and: [{ field: "status" as const, op: "is" as const, value: "new" }] };
  const count = () => read(org.rep1, "leads:read", (tx) => countLeads(tx, org.rep1, { filter }));
  expect(await count()).toEqual({ count: 3, exact: true });

  const holding = await admin.reserve();
  const fromSample = async () => {
    await holding`begin`;
    await holding`lock table leads in access exclusive mode`;
    const asked = count().catch(() => null);
    const waits = async () =>
      (await admin`select 1 from pg_stat_activity where query like '%tablesample%' and wait_event_type = 'Lock'`)
        .length;
    // The whole count has given up by now, and the sample waits.
    await expect.poll(waits, { timeout: 20_000, interval: 5 }).toBe(1);
    await holding`commit`;
    return asked;
  };
  // On a machine that is busy the sample may give up as well before it is let go.
  let told = await fromSample();
  for (let tries = 0; told === null && tries < 10; tries++) told = await fromSample();
  expect(told).toEqual({ count: 3, exact: false });

  await holding`begin`;
  await holding`lock table leads in access exclusive mode`;
  await expect(count()).rejects.toMatchObject({ code: "INVALID", detail: expect.stringContaining("Add a condition") });
  await holding`rollback`;
  holding.release();
});
