import { expect, it } from "vitest";
import { at, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { parseInput } from "@/lib/core/parse";
import { read } from "@/lib/core/read";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { createLead } from "./create-lead";
import { listLeads } from "./list-queries";
import { getLead } from "./queries";
import { listLeadsInputSchema } from "./schema";

const { admin } = await testDatabase();

it("says of each lead on a page whether nobody may contact it, as it says of the lead alone", async () => {
  const [org, other] = [await mintOrganization(), await mintOrganization()];
  const ctx = org.admin;
  const lead = async (name: string, more: object) => (await createLead(ctx, { last_name: name, ...more })).id;
  const ids = {
    free: await lead("Free", { email: "free@open.com" }),
    address: await lead("Address", { email: "no@open.com" }),
    domain: await lead("Domain", { email: "a@sub.shut.com" }),
    person: await lead("Person", {}),
    oneChannel: await lead("One", { email: "one@open.com" }),
    everyChannel: await lead("Every", { email: "every@open.com" }),
    elsewhere: await lead("Elsewhere", { email: "elsewhere@open.com" }),
    runsOut: await lead("Out", { email: "out@open.com" }),
  };
  const block = (kind: string, value: string, more: object = {}, by = ctx) =>
    addDncEntry(by, { kind, value, reason: "asked", ...more });
  await block("email", "no@open.com");
  await block("domain", "shut.com");
  await block("person", ids.person);
  await block("email", "one@open.com", { channel: "email" });
  const channels = await admin<{ code: string }[]>`
    select code from channels where org_id = ${ctx.orgId} and counts_as_contact`;
  for (const { code } of channels) await block("email", "every@open.com", { channel: code });
  await block("email", "elsewhere@open.com", {}, other.admin);
  const [long, soon] = [new Date(Date.now() - 3 * 86_400_000), new Date(Date.now() - 86_400_000)];
  await block("email", "out@open.com", { expires_at: soon.toISOString() }, at(ctx, long));

  const page = await read(ctx, "leads:read", (tx) =>
    listLeads(tx, ctx, parseInput(listLeadsInputSchema, { limit: 50 })),
  );
  const blocked = page.data.filter((one) => one.do_not_contact).map((one) => one.id);
  expect(blocked.sort()).toEqual([ids.address, ids.domain, ids.person, ids.everyChannel].sort());
  for (const one of page.data)
    expect((await read(ctx, "leads:read", (tx) => getLead(tx, one.id))).do_not_contact).toBe(one.do_not_contact);
});
