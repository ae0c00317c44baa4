import { beforeEach, expect, test } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { createDay } from "@/lib/daily-outreach/create-day";
import { skipItem } from "@/lib/daily-outreach/skip-item";
import { updateItem } from "@/lib/daily-outreach/update-item";
import { createLead } from "@/lib/leads/create-lead";
import { deleteLead } from "@/lib/leads/delete-lead";
import { snoozeLead } from "./snooze-lead";
import { countWaiting } from "./waiting-queries";

const { admin } = await testDatabase();

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const minutes = (n: number) => new Date(org.rep1.now.getTime() + n * 60_000);
let nth = 0;
const lead = async (owner: Context) => {
  nth += 1;
  const fields = { last_name: `L${nth}`, email: `l${nth}@l${nth}.example`, owner_id: owner.actor.userId };
  return (await createLead(org.rep1, fields)).id;
};
const hear = (lead_id: string, n: number) =>
  logContact(at(org.rep1, minutes(n)), { lead_id, method: "email", direction: "inbound", already_happened: true });
const waiting = (ctx: Context = org.rep1) => read(ctx, "communications:read", (tx) => countWaiting(tx, ctx));

test("counts the open items of my day and my leads that wait for an answer, and nobody else's", async () => {
  const [mine, other, gone] = [await lead(org.rep1), await lead(org.rep2), await lead(org.rep1)];
  for (const id of [mine, other, gone]) await hear(id, -30);
  expect([await waiting(), await waiting(org.rep2)]).toEqual([
    { today: 0, inbox: 2 },
    { today: 0, inbox: 1 },
  ]);
  const { data } = await createDay(org.rep1, {});
  expect(await waiting()).toEqual({ today: 2, inbox: 2 });
  await deleteLead(org.rep1, { lead_id: gone });
  expect(await waiting()).toEqual({ today: 1, inbox: 1 });
  const item = data.find((one) => one.lead.id === mine)?.id ?? "";
  await updateItem(org.rep1, { item_id: item, snoozed_until: minutes(60).toISOString() });
  await snoozeLead(org.rep1, { lead_id: mine, until: minutes(60).toISOString() });
  expect([await waiting(), await waiting(at(org.rep1, minutes(61)))]).toEqual([
    { today: 0, inbox: 0 },
    { today: 1, inbox: 1 },
  ]);
  await skipItem(at(org.rep1, minutes(61)), { item_id: item, reason: "Nothing to say" });
  expect(await waiting(at(org.rep1, minutes(61)))).toEqual({ today: 0, inbox: 1 });
});

test("stops counting at a hundred", async () => {
  await admin`
    insert into leads (org_id, id, last_name, owner_id, last_response_at)
    select ${org.orgId}, new_id(), 'Crowd ' || n, ${org.rep1.actor.userId}, now() from generate_series(1, 130) n`;
  expect(await waiting()).toEqual({ today: 0, inbox: 100 });
});
