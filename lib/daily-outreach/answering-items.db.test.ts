import { beforeEach, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { createLead } from "@/lib/leads/create-lead";
import { completeItem } from "./complete-item";
import { createDay } from "./create-day";
import { sendItem } from "./send-item";

const { admin } = await testDatabase();
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const makeLead = async (owner: Context, email: string | null, more: object = {}) =>
  (await createLead(org.rep1, { last_name: "Doe", email, owner_id: owner.actor.userId, ...more })).id;
const touch = (lead_id: string, hours: number, given: object) =>
  logContact(org.rep1, {
    lead_id,
    method: "email",
    direction: "outbound",
    subject: "Dates",
    occurred_at: new Date(org.rep1.now.getTime() - hours * 3_600_000).toISOString(),
    already_happened: true,
    ...given,
  });

it("answers who wrote in their own conversation: our mail of this morning neither stands in its way nor asks for a reason", async () => {
  const lead = await makeLead(org.rep1, `ada@${org.slug}.example`);
  await touch(lead, 3, {});
  await touch(lead, 2, { direction: "inbound", subject: "Re: Dates" });
  const [item] = (await createDay(org.rep1, {})).data;
  expect(item).toMatchObject({
    reason: "reply",
    reply_to: { subject: "Re: Dates" },
    contactability: { channels: { email: { verdict: "free" } } },
  });
  const sent = await sendItem(org.rep1, { item_id: item?.id, body: "The 24th it is." });
  expect(sent).toMatchObject({ done: 1, data: [{ status: "sent" }] });
  const [row] = await admin`
    select parent_id, subject, guard_kind from communications where lead_id = ${lead} and source = 'batch'`;
  expect(row).toEqual({ parent_id: item?.reply_to?.id, subject: "Re: Dates", guard_kind: "reply" });
});

it("does so by hand on LinkedIn too, and says on the list that a colleague has answered meanwhile", async () => {
  const lead = await makeLead(org.rep1, null, { linkedin: `in/ada-${org.slug}` });
  await touch(lead, 3, { method: "linkedin" });
  const { id: theirs } = await touch(lead, 2, { method: "linkedin", direction: "inbound" });
  const [item] = (await createDay(org.rep1, {})).data;
  expect(item?.contactability?.channels.linkedin).toMatchObject({ verdict: "free" });
  await logContact(org.rep2, { lead_id: lead, method: "linkedin", direction: "outbound", reply_to_id: theirs });
  const [open] = (await createDay(org.rep1, {})).data;
  if (open?.status === "open") {
    expect(open.contactability?.channels.linkedin).toMatchObject({ verdict: "blocked" });
    await expect(completeItem(org.rep1, { item_id: open.id })).rejects.toMatchObject({ code: "RECENTLY_CONTACTED" });
  }
});

it("answers by the way they wrote, though ours was another", async () => {
  const lead = await makeLead(org.rep1, `eve@${org.slug}.example`, { phone: "+14155550177" });
  await touch(lead, 30, { method: "call" });
  await touch(lead, 2, { direction: "inbound", subject: "Your call" });
  const [item] = (await createDay(org.rep1, {})).data;
  expect(item).toMatchObject({ reason: "reply", channel: "email", reply_to: { subject: "Your call" } });
});
