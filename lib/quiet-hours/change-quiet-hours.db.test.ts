import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { assessLead } from "@/lib/outreach/assess-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { changeQuietHours } from "./change-quiet-hours";
import { getQuietHours } from "./queries";
import { defaultQuietHours } from "./schema";

const { admin } = await testDatabase();
// 06:40 in New York, 03:40 in Los Angeles, 12:40 in Berlin, 11:40 in UTC.
const early = "2026-11-26T11:40:00Z";
let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ quietHours: defaultQuietHours });
});

const mint = async (given: Record<string, unknown>) =>
  (await createLead(org.rep1, { last_name: "Doe", phone: "+14155550123", ...given })).id;
const call = (leadId: string, more: Record<string, unknown> = {}, moment = early) =>
  logContact(at(org.rep1, moment), { lead_id: leadId, method: "call", ...more });

describe("a text to another number of the same person", () => {
  it("keeps the quiet hours of the place where that number is", async () => {
    const id = await mint({});
    await admin`insert into contact_points (org_id, lead_id, kind, raw, norm)
      values (${org.orgId}, ${id}, 'phone', '+44 20 7946 0000', '+442079460000')`;
    // 14:00 in Los Angeles, 22:00 in London.
    const text = (to?: string) =>
      queueMessage(at(org.rep1, "2026-11-26T22:00:00Z"), { lead_id: id, channel: "sms", to, body_text: "Shall we?" });
    await expect(text("+44 20 7946 0000")).rejects.toMatchObject({
      code: "QUIET_HOURS",
      detail: "Their time is 22:00, from tomorrow 08:00.",
    });
    await expect(text()).resolves.toMatchObject({ status: "queued" });
  });
});

describe("a call in quiet hours", () => {
  it("is refused with the next allowed moment, goes ahead with a reason, and is recorded", async () => {
    const id = await mint({ timezone: "America/New_York" });
    await expect(call(id)).rejects.toMatchObject({
      code: "QUIET_HOURS",
      status: 409,
      detail: "Their time is 06:40, from 08:00.",
      extra: { overridable: true, next_allowed_at: "2026-11-26T13:00:00.000Z", holder: null },
    });
    const sent = await call(id, { override_reason: "She asked for a call at seven" });
    expect(sent.collisions).toEqual([{ kind: "overridden", code: "QUIET_HOURS", other_id: null }]);
    const [override] = await admin`select codes, warning from outreach_overrides where communication_id = ${sent.id}`;
    expect(override).toMatchObject({
      codes: ["QUIET_HOURS"],
      warning: [{ message: "Their time is 06:40, from 08:00." }],
    });
  });

  it("that happened is stored and broke no rule; mail is not minded", async () => {
    const id = await mint({ timezone: "America/New_York", email: "jane@example.org" });
    expect((await call(id, { already_happened: true })).collisions).toEqual([]);
    await expect(call(id, { method: "email" })).resolves.toBeDefined();
  });

  it("is judged by the lead's zone, else the company's, else the number's, else ours", async () => {
    const verdictOf = async (leadId: string) => {
      const ctx = at(org.rep1, early);
      const { channels, place } = await read(ctx, "leads:read", (tx) => assessLead(tx, leadId, ctx));
      return [channels.call?.verdict, place?.by, place?.zones.join()];
    };
    expect(await verdictOf(await mint({}))).toEqual(["warn", "phone", "America/Los_Angeles"]);
    expect(await verdictOf(await mint({ phone: null }))).toEqual(["free", "organization", "UTC"]);
    const employed = await mint({ company: "Larkfield" });
    await admin`update companies set timezone = 'Europe/Berlin' where org_id = ${org.orgId}`;
    expect(await verdictOf(employed)).toEqual(["free", "company", "Europe/Berlin"]);
    expect(await verdictOf(await mint({ company: "Larkfield", timezone: "America/New_York" }))).toEqual([
      "warn",
      "lead",
      "America/New_York",
    ]);
  });
});

describe("the organization's hours", () => {
  const shorter = { ...defaultQuietHours, from: "06:00", until: "20:00" };

  it("are an admin's to change, count at once, and leave what they were before", async () => {
    const id = await mint({ timezone: "America/New_York" });
    for (const ctx of [org.rep1, org.manager])
      await expect(changeQuietHours(ctx, shorter)).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await changeQuietHours(org.admin, shorter)).toEqual(shorter);
    expect(await read(org.rep1, "leads:read", getQuietHours)).toEqual(shorter);
    await expect(call(id)).resolves.toBeDefined();
    await changeQuietHours(org.admin, shorter);
    const events = await admin`select p.payload::jsonb as payload from events e join event_payloads p on p.id = e.id
      where e.org_id = ${org.orgId} and e.kind = 'quiet_hours.changed'`;
    expect(events.map((one) => one.payload)).toEqual([{ old: defaultQuietHours, new: shorter }]);
  });

  it("are refused field by field when they make no sense", async () => {
    await expect(changeQuietHours(org.admin, { ...shorter, until: "05:00", weekdays: [] })).rejects.toMatchObject({
      code: "INVALID",
      errors: expect.arrayContaining([expect.objectContaining({ path: "weekdays" })]),
    });
  });

  it("of another organization stay as they are", async () => {
    const other = await mintOrganization({ quietHours: defaultQuietHours });
    await changeQuietHours(org.admin, shorter);
    expect(await read(other.rep1, "leads:read", getQuietHours)).toEqual(defaultQuietHours);
  });

  it("that somebody wrote past the command are the law's default, never none", async () => {
    const id = await mint({ timezone: "America/New_York" });
    await admin`update organizations set quiet_hours = '{"from": "whenever"}' where id = ${org.orgId}`;
    await expect(call(id)).rejects.toMatchObject({ code: "QUIET_HOURS" });
    const list = inOrganization(org.orgId, ({ sql }) => sql`update organizations set quiet_hours = '[]'`);
    await expect(list).rejects.toMatchObject({ constraint_name: "organizations_quiet_hours_check" });
  });

  it("begin with the law's in a new organization", async () => {
    const [row] = await admin`select column_default from information_schema.columns where column_name = 'quiet_hours'`;
    expect(JSON.parse(/'(.*)'/.exec(row?.column_default)?.[1] ?? "null")).toEqual(defaultQuietHours);
  });
});
