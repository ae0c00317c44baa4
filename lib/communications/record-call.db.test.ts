import { beforeEach, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { read } from "@/lib/core/read";
import { currentTime } from "@/lib/core/time";
import { createLead } from "@/lib/leads/create-lead";
import { assessLead } from "@/lib/outreach/assess-lead";
import { logContact } from "./log-contact";
import { getTouchText, listTouches } from "./queries";
import { recordCall } from "./record-call";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead: string;
const phone = "+14155550123";

beforeEach(async () => {
  org = await mintOrganization();
  lead = (await createLead(org.rep1, { first_name: "Ines", phone, email: `ines@${org.slug}.example` })).id;
});

const now = (ctx: Context) => at(ctx, currentTime());
const newest = async () =>
  (await read(org.rep1, "communications:read", (tx) => listTouches(tx, { leadId: lead, limit: 5 }))).data[0];
const planned = () => logContact(now(org.rep1), { lead_id: lead, method: "call" });

describe("a call that was begun", () => {
  it("gets its outcome, length and text afterwards, and the touch in the ledger stays as it was", async () => {
    const { id } = await planned();
    const row = () => admin`select * from communications where id = ${id}`;
    const summary = () =>
      admin`select contact_count, last_contacted_at, status, reply_count from leads where id = ${lead}`;
    const [before, counted] = [await row(), await summary()];
    const note = "She wants the offer by Friday";
    const touch = await recordCall(now(org.rep1), {
      contact_id: id,
      outcome: "connected",
      duration_seconds: 200,
      note,
    });
    expect(touch).toMatchObject({ call: { outcome: "connected", duration_seconds: 200 }, body_preview: note });
    expect(await newest()).toEqual(touch);
    expect(await read(org.rep1, "communications:read", (tx) => getTouchText(tx, id))).toBe(note);
    expect([await row(), await summary()]).toEqual([before, counted]);
  });

  it("is said again by who called or a manager, never by a colleague; a text that is there stays", async () => {
    const { id } = await planned();
    await recordCall(now(org.rep1), { contact_id: id, outcome: "busy", duration_seconds: 5, note: "Beep" });
    await expect(recordCall(now(org.rep2), { contact_id: id, outcome: "connected" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    const touch = await recordCall(now(org.manager), { contact_id: id, outcome: "voicemail" });
    expect(touch).toMatchObject({ call: { outcome: "voicemail", duration_seconds: 5 }, body_preview: "Beep" });
    await expect(recordCall(now(org.rep1), { contact_id: id, outcome: "busy", note: "x" })).rejects.toMatchObject({
      code: "INVALID",
      errors: [{ path: "note" }],
    });
    const events = await admin`select p.payload::jsonb -> 'changes' -> 'call_outcome' as change from events e
      join event_payloads p using (org_id, id) where e.org_id = ${org.orgId} and e.kind = 'call.recorded' order by e.at, e.id`;
    expect(events.map((one) => one.change)).toEqual([
      { old: null, new: "busy" },
      { old: "busy", new: "voicemail" },
    ]);
  });

  it("to a wrong number marks the number, and then nobody may call it", async () => {
    const { id } = await planned();
    await recordCall(now(org.rep1), { contact_id: id, outcome: "wrong_number", number_is_wrong: true });
    const [point] =
      await admin`select invalid_at is not null as wrong from contact_points where lead_id = ${lead} and kind = 'phone'`;
    expect(point?.wrong).toBe(true);
    const answer = await read(org.rep1, "leads:read", (tx) => assessLead(tx, lead, now(org.rep1)));
    expect(answer.channels.call?.rules).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: "ADDRESS_INVALID", result: "block" })]),
    );
  });

  it("is a call, here, in sight, and what is said of it makes sense", async () => {
    const { id } = await logContact(now(org.rep1), { lead_id: lead, method: "email" });
    await expect(recordCall(now(org.rep1), { contact_id: id, outcome: "busy" })).rejects.toMatchObject({
      code: "INVALID",
    });
    const call = await planned();
    const other = await mintOrganization();
    await expect(recordCall(other.admin, { contact_id: call.id, outcome: "busy" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    for (const wrong of [
      { outcome: "asleep" },
      {},
      { outcome: "busy", duration_seconds: -1 },
      { outcome: "busy", duration_seconds: 1.5 },
      { outcome: "busy", duration_seconds: 86_401 },
      { outcome: "busy", number_is_wrong: true },
      { outcome: "busy", note: "a\u0000" },
    ])
      await expect(recordCall(now(org.rep1), { contact_id: call.id, ...wrong })).rejects.toMatchObject({
        code: "INVALID",
      });
  });
});

describe("a call that is logged as a fact", () => {
  it("says at once how it went, and marks a wrong number", async () => {
    const said = { call_outcome: "wrong_number", duration_seconds: 12, number_is_wrong: true };
    await logContact(now(org.rep1), {
      lead_id: lead,
      method: "call",
      already_happened: true,
      body: "A bakery",
      ...said,
    });
    expect(await newest()).toMatchObject({
      call: { outcome: "wrong_number", duration_seconds: 12 },
      body_preview: "A bakery",
    });
    const [point] = await admin`select invalid_at from contact_points where lead_id = ${lead} and kind = 'phone'`;
    expect(point?.invalid_at).not.toBeNull();
  });

  it("is the only touch with an outcome", async () => {
    for (const said of [{ call_outcome: "busy" }, { duration_seconds: 3 }, { number_is_wrong: true }])
      await expect(logContact(now(org.rep1), { lead_id: lead, method: "email", ...said })).rejects.toMatchObject({
        code: "INVALID",
        errors: [{ path: Object.keys(said)[0] }],
      });
    await expect(
      logContact(now(org.rep1), { lead_id: lead, method: "call", call_outcome: "busy", number_is_wrong: true }),
    ).rejects.toMatchObject({ code: "INVALID" });
    expect(await newest()).toBeUndefined();
  });
});
