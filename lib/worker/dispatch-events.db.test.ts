import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { jobsConnection } from "@/db/client";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { currentTime } from "@/lib/core/time";
import { wakeSealer } from "@/lib/core/wake";
import { sealEvents } from "@/lib/events/seal-events";
import { createLead } from "@/lib/leads/create-lead";
import { dispatchOnce } from "./dispatch-events";

const { admin } = await testDatabase();
const stop = new AbortController();
let sealer: Promise<void>;
beforeAll(() => {
  sealer = sealEvents({ signal: stop.signal, warn: () => {} });
});
afterAll(async () => {
  stop.abort();
  await sealer;
});

async function giveLead(org: MintedOrganization): Promise<void> {
  const owner_id = org.rep2.actor.userId;
  await createLead(at(org.manager, currentTime()), { last_name: "Doe", owner_id });
  wakeSealer();
  const open = () => admin`select from events where org_id = ${org.orgId} and position is null limit 1`;
  while ((await open()).length > 0) await sleep(20);
}

it("tells every organization but the one in which it fails, and says that it failed", async () => {
  const orgs = [await mintOrganization(), await mintOrganization(), await mintOrganization()].toSorted((a, b) =>
    a.orgId.localeCompare(b.orgId),
  );
  const [broken] = orgs;
  await admin.unsafe(`alter table notifications add constraint broken check (org_id <> '${broken?.orgId}')`);
  for (const org of orgs) await giveLead(org);
  const sql = jobsConnection();
  await expect(dispatchOnce(sql)).rejects.toThrow(/broken/);
  await sql.end();
  const told = await admin`select org_id, user_id from notifications order by org_id`;
  expect([...told]).toEqual(orgs.slice(1).map((org) => ({ org_id: org.orgId, user_id: org.rep2.actor.userId })));
});
