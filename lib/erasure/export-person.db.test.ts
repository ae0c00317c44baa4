import { beforeAll, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { requestHandOver } from "@/lib/hand-overs/request-hand-over";
import { createLead } from "@/lib/leads/create-lead";
import { exportPerson } from "./export-person";
import { leftOut, personParts } from "./part-rules";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead: string;
beforeAll(async () => {
  org = await mintOrganization();
  lead = (await createLead(org.rep1, { first_name: "Jane", email: "jane@acme.com" })).id;
});

it("holds rows of every table that names a lead or a touch, or says why not", async () => {
  const named = await admin`
    select distinct a.attrelid::regclass::text as name from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and not a.attisdropped
      and a.attname in ('lead_id', 'from_lead_id', 'communication_id', 'enrollment_id')`;
  const known = new Set([...Object.values(personParts).map((part) => part.table), ...Object.keys(leftOut)]);
  expect(named.map((row) => row.name).filter((name) => !known.has(name))).toEqual([]);
  expect(
    [...known].filter((name) => name in leftOut && Object.values(personParts).some((one) => one.table === name)),
  ).toEqual([]);
});

it("holds what came of them besides touches: who asked for them, where they came from, what was suggested", async () => {
  await requestHandOver(org.rep2, { lead_id: lead, note: "I know her from Berlin" });
  const touch = await logContact(org.rep1, { lead_id: lead, method: "email", body: "Hello Jane" });
  await admin`insert into external_links ${admin({ org_id: org.orgId, lead_id: lead, system: "old crm", external_id: "jane-17" })}`;
  await admin`insert into communication_events ${admin({ org_id: org.orgId, communication_id: touch.id, kind: "opened", at: org.rep1.now, provider: "captured", provider_event_id: "1" })}`;
  const all = await exportPerson(org.admin, { lead_id: lead });
  expect(JSON.stringify(all.hand_overs)).toContain("I know her from Berlin");
  expect(JSON.stringify(all.external_links)).toContain("jane-17");
  expect(all.message_events).toMatchObject([{ kind: "opened" }]);
  expect(all.communications).toHaveLength(1);
  expect(all.contact_points).toHaveLength(1);
  for (const name of Object.keys(personParts)) expect(all).toHaveProperty(name);
});
