import { beforeEach, describe, expect, test } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createLead } from "@/lib/leads/create-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { messageSchema } from "@/lib/sending/schema";
import { markSent } from "./mark-sent";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  const given = {
    last_name: "Doe",
    email: `doe@${org.slug}.example`,
    linkedin: `doe-${org.slug}`,
    phone: "+14155550123",
  };
  lead = (await createLead(org.rep1, given)).id;
});

const queue = (channel: "email" | "linkedin" | "sms" = "linkedin", more: object = {}) =>
  queueMessage(org.rep1, { lead_id: lead, channel, body_text: "Shall we talk?", ...more });
const later = (ctx = org.rep1, seconds = 60) => at(ctx, new Date(Date.now() + seconds * 1000));

describe("a message that was sent by hand", () => {
  test("is a touch from then on, in the slot that it held, and once", async () => {
    const { id } = await queue();
    expect(messageSchema.parse(await markSent(later(), { id }))).toMatchObject({ id, status: "sent" });
    const [row] = await admin`select contact_count from leads where id = ${lead}`;
    expect(row).toEqual({ contact_count: 1 });
    const attempts =
      await admin`select transport, outcome, response from delivery_attempts where communication_id = ${id}`;
    expect(attempts).toEqual([{ transport: "hand", outcome: "sent", response: "rep1 sent it by hand." }]);
    const events =
      await admin`select kind from events where org_id = ${org.orgId} and subjects ->> 'communication_id' = ${id}`;
    expect(events.map((one) => one.kind)).toEqual(expect.arrayContaining(["message.sent", "lead.contacted"]));
    await expect(markSent(later(), { id })).rejects.toMatchObject({ code: "CONFLICT" });
    // Its slot holds on: a colleague is told who wrote.
    await expect(queueMessage(org.rep2, { lead_id: lead, channel: "linkedin", body_text: "Hi" })).rejects.toMatchObject(
      {
        code: "RECENTLY_CONTACTED",
      },
    );
  });

  test("is none before its time, none of a colleague's, and never an email", async () => {
    const planned = await queue("linkedin", { scheduled_for: new Date(Date.now() + 86_400_000).toISOString() });
    await expect(markSent(later(), { id: planned.id })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(markSent(later(org.rep2), { id: planned.id })).rejects.toMatchObject({ code: "FORBIDDEN" });
    const { id } = await queue("email");
    await expect(markSent(later(), { id })).rejects.toMatchObject({ code: "CONFLICT" });
  });

  test("is left to the provider where one sends texts", async () => {
    const { id } = await queue("sms");
    await admin`
      insert into mailboxes (org_id, channel, provider, address, address_norm, is_default, state)
      values (${org.orgId}, 'sms', 'twilio', '+14155550100', '+14155550100', true, 'active')`;
    await expect(markSent(later(), { id })).rejects.toMatchObject({ code: "CONFLICT" });
    await admin`update mailboxes set state = 'disconnected', is_default = false where org_id = ${org.orgId}`;
    expect(await markSent(later(), { id })).toMatchObject({ status: "sent" });
  });
});
