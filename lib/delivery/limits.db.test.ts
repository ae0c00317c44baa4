import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { captureIn } from "@/lib/mail/open-captured-line";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { queueMessage } from "@/lib/sending/queue-message";
import { checkReputation } from "@/lib/sending-limits/check-reputation";
import { pauseSending } from "@/lib/sending-limits/pause-sending";
import { resumeSending } from "@/lib/sending-limits/resume-sending";
import { changeSettings } from "@/lib/settings/change-settings";
import type { Ways } from "@/lib/ways/open-ways";

const { admin } = await testDatabase();
process.env.TOUCHLINE_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
const folder = mkdtempSync(join(tmpdir(), "captured-"));
const ways: Ways = {
  fallback: "smtp",
  ...captureIn(folder),
};

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

const soon = (seconds: number) => new Date(Date.now() + seconds * 1000);
const asWorker = (when: Date): Context => ({
  ...at(org.admin, when),
  actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] },
});
const lanes = async (seconds: number) => {
  const sent = await Promise.all(
    [1, 2, 3, 4].map(() => sendMessages({ context: () => asWorker(soon(seconds)), worker: newId(), ways })),
  );
  return sent.reduce((sum, one) => sum + one, 0);
};
let nth = 0;
const queue = async (count: number, ctx = org.rep1) => {
  for (let left = count; left > 0; left--) {
    nth += 1;
    const { id } = await createLead(ctx, { last_name: `Doe ${nth}`, email: `doe@limits${nth}.example` });
    await queueMessage(ctx, { lead_id: id, channel: "email", subject: "Hi", body_text: `Text ${nth}` });
  }
};
const mailbox = (change: object = {}) =>
  addMailbox(org.rep1, { address: "rep1@acme.example", smtp: { host: "smtp.acme.example", port: 465 }, ...change });
const states = async () => {
  const rows =
    await admin`select status, count(*)::int as n from communications where org_id = ${org.orgId} group by 1`;
  return Object.fromEntries(rows.map((row) => [row.status, row.n]));
};

test("a mailbox sends as many in an hour as it may, however many lanes there are, and the rest later", async () => {
  await mailbox({ hour_limit: 3 });
  await queue(8);
  await queue(2, org.rep2);
  expect(await lanes(11)).toBe(5);
  expect(await states()).toEqual({ sent: 5, queued: 5 });
  expect(await lanes(60)).toBe(0);
  expect(await lanes(3700)).toBe(3);
  expect(await lanes(7400)).toBe(2);
  const from =
    await admin`select distinct from_address from communications where org_id = ${org.orgId} and user_id = ${org.rep1.actor.userId}`;
  expect(from.map((row) => row.from_address)).toEqual(["rep1@acme.example"]);
});

test("a mailbox sends within its hours alone", async () => {
  const never = {
    days: [((new Date(Date.now() + 3 * 86_400_000).getUTCDay() + 6) % 7) + 1],
    from: "00:00",
    until: "23:59",
  };
  await mailbox({ send_hours: never });
  await queue(2);
  expect(await lanes(11)).toBe(0);
  await admin`update mailboxes set send_hours = null where org_id = ${org.orgId}`;
  expect(await lanes(12)).toBe(2);
});

test("a person sends as many in a day as the organization lets them; others go on", async () => {
  await changeSettings(org.admin, { "sending.rep_day_limit": 2 });
  await queue(4);
  await queue(1, org.rep2);
  expect(await lanes(11)).toBe(3);
  expect(await lanes(86_400 + 30)).toBe(2);
});

test("what is paused waits with its place, and goes on afterwards", async () => {
  const { id } = await mailbox();
  await queue(1);
  await queue(1, org.rep2);
  await expect(pauseSending(org.rep1, { reason: "Stop" })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await pauseSending(org.manager, { reason: "The office moves" });
  expect(await lanes(11)).toBe(0);
  await pauseSending(org.rep1, { mailbox_id: id, reason: "On holiday" });
  await resumeSending(org.manager, {});
  expect(await lanes(12)).toBe(1);
  await expect(resumeSending(org.rep2, { mailbox_id: id })).rejects.toMatchObject({ code: "FORBIDDEN" });
  await resumeSending(org.rep1, { mailbox_id: id });
  expect(await lanes(13)).toBe(1);
});

test("too much that comes back, or is reported, stops a way out until somebody lets it go on", async () => {
  const { id } = await mailbox();
  await queue(6);
  await queue(1, org.rep2);
  await lanes(11);
  expect(await checkReputation(asWorker(soon(12)), {})).toEqual({ stopped: 0 });
  await admin`
    insert into communication_events (org_id, communication_id, kind, at, provider, provider_event_id)
    select org_id, id, 'complained', now(), 'test', id::text from communications where org_id = ${org.orgId} and user_id = ${org.rep1.actor.userId} limit 2`;
  expect(await checkReputation(asWorker(soon(12)), {})).toEqual({ stopped: 1 });
  expect(await checkReputation(asWorker(soon(13)), {})).toEqual({ stopped: 0 });
  await queue(1);
  await queue(1, org.rep2);
  expect(await lanes(30)).toBe(1);
  const [row] = await admin`select state, paused_reason from mailboxes where id = ${id}`;
  expect(row).toEqual({
    state: "paused",
    paused_reason: expect.stringContaining("2 of the last 6 were reported as spam"),
  });
  await resumeSending(at(org.rep1, soon(40)), { mailbox_id: id });
  expect(await checkReputation(asWorker(soon(41)), {})).toEqual({ stopped: 0 });
  expect(await lanes(42)).toBe(1);
});

test("addresses that their server refuses count as come back", async () => {
  await queue(6);
  const send = async () => ({ kind: "rejected", response: "550 nobody here", address: "hard" }) as const;
  await sendMessages({
    context: () => asWorker(soon(11)),
    worker: newId(),
    ways: { ...ways, line: async () => ({ send, close: () => {} }) },
  });
  expect(await states()).toEqual({ rejected: 6 });
  expect(await checkReputation(asWorker(soon(12)), {})).toEqual({ stopped: 1 });
  const [row] = await admin`select sending_paused_reason from organizations where id = ${org.orgId}`;
  expect(row?.sending_paused_reason).toMatch(/6 of the last 6 came back/);
});
