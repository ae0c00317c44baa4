import { createHmac } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { getConversationDetail, listConversations } from "@/lib/conversations/queries";
import { read } from "@/lib/core/read";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { getEnrollment } from "@/lib/enrollments/queries";
import { createLead } from "@/lib/leads/create-lead";
import { linkProvider } from "@/lib/mailboxes/link-provider";
import { listQueue } from "@/lib/queues/queries";
import { assignMessage } from "@/lib/received/assign-message";
import { listUnmatched } from "@/lib/received/unmatched-queries";
import { queueMessage } from "@/lib/sending/queue-message";
import { checkEnrollments } from "@/lib/sequence-engine/check-enrollments";
import { createSequence } from "@/lib/sequences/create-sequence";
import { contextOf } from "@/lib/worker/organization-context";
import { POST } from "./route";

const { admin } = await testDatabase();
process.env.TOUCHLINE_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
process.env.TOUCHLINE_URL = "https://crm.example";

const number = "+14155550123";
let org: MintedOrganization;
let lead: string;
let path: string;
const again = async () => {
  org = await mintOrganization({ calm: true });
  lead = (await createLead(org.rep1, { last_name: "Doe", phone: "(415) 555-0123", owner_id: org.rep1.actor.userId }))
    .id;
  const keys = { account_sid: "AC123456", auth_token: "a token" };
  path = (await linkProvider(org.admin, { provider: "twilio", address: "(415) 555-0100", ...keys, is_default: true }))
    .webhook_path;
};
beforeEach(again);

const signed = (fields: Record<string, string>, token: string) => {
  const parts = Object.keys(fields)
    .sort()
    .map((name) => name + fields[name]); // prettier-ignore
  return createHmac("sha1", token)
    .update(`https://crm.example${path}${parts.join("")}`)
    .digest("base64");
};
/** As Twilio asks: https://www.twilio.com/docs/messaging/guides/webhook-request */
async function text(sid: string, body: string, more: Record<string, string> = {}, forged: Record<string, string> = {}) {
  const fields = {
    ...{ ToCountry: "US", SmsMessageSid: sid, NumMedia: "0", SmsSid: sid, SmsStatus: "received", Body: body },
    ...{ To: "+14155550100", NumSegments: "1", MessageSid: sid, AccountSid: "AC123456", From: number },
    ...{ ApiVersion: "2010-04-01", ...more },
  };
  const request = new Request("http://localhost/x", {
    method: "POST",
    headers: { "x-twilio-signature": signed(fields, forged.token ?? "a token") },
    body: new URLSearchParams({ ...fields, ...forged }),
  });
  return POST(request, { params: Promise.resolve({ token: path.split("/").at(-1) ?? "" }) });
}
/** A text of ours that Twilio has taken. */
async function weTexted(minutesAgo: number, sid: string) {
  const { id } = await queueMessage(org.rep1, { lead_id: lead, channel: "sms", body_text: `Shall we talk? ${sid}` });
  const left = new Date(Date.now() - minutesAgo * 60_000);
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql`update communications set status = 'sent', provider = 'twilio', provider_message_id = ${sid}, sent_at = ${left}, occurred_at = ${left} where id = ${id}`;
    await sql`delete from contact_guards where org_id = ${org.orgId}`;
  });
  return id;
}
const inbound = () =>
  admin`select channel, body, from_address, status, thread_id, lead_id from communications where org_id = ${org.orgId} and direction = 'inbound' order by body`;
const entries = () =>
  admin`select kind, value_norm, source, evidence from dnc_entries where org_id = ${org.orgId} and revoked_at is null`;
const unmatched = async () =>
  (await read(org.rep2, "communications:read", (tx) => listUnmatched(tx, org.rep2.actor, { limit: 50 }))).data;

test("a text that somebody answers is a response at their lead, once, in the conversation it answers, and waits for ours", async () => {
  const ours = await weTexted(5, "SM1");
  const [first, ...others] = await Promise.all([1, 2, 3].map(() => text("SM2", "Yes, Tuesday works")));
  expect([first?.status, first?.headers.get("content-type"), await first?.text()]).toEqual([
    200,
    "text/xml",
    '<?xml version="1.0" encoding="UTF-8"?><Response/>',
  ]);
  expect(others.map((one: Response) => one.status)).toEqual([200, 200]);
  await text("SM2", "Yes, Tuesday works");
  const [touch, ...more] = await inbound();
  expect([touch, more]).toMatchObject([
    { channel: "sms", body: "Yes, Tuesday works", from_address: number, status: "received", lead_id: lead },
    [],
  ]);
  const [row] = await admin`select reply_count, needs_reply, awaiting_reply, status from leads where id = ${lead}`;
  expect(row).toMatchObject({ reply_count: 1, needs_reply: true, awaiting_reply: false });
  const [asked] = await admin`select replied_at, thread_id from communications where id = ${ours}`;
  expect(asked).toMatchObject({ replied_at: expect.any(Date), thread_id: touch?.thread_id });
  const shown = await read(org.rep1, "communications:read", (tx) => getConversationDetail(tx, touch?.thread_id));
  expect(shown.messages.map((one) => [one.direction, one.from])).toEqual([
    ["outbound", "rep1"],
    ["inbound", "Doe"],
  ]);
  const list = await read(org.rep1, "communications:read", (tx) => listConversations(tx, { owner: null, limit: 5 }));
  expect(list.data).toMatchObject([{ channel: "sms", needs_reply: true, reply_class: "positive" }]);
  const queue = await read(org.rep1, "leads:read", (tx) => listQueue(tx, "needs-reply", { limit: 5 }, new Date()));
  expect(queue.data.map((one) => one.id)).toEqual([lead]);
});

test("a forged text is nobody's: another key, another word, another sender, and the same at another address", async () => {
  expect((await text("SM2", "Yes", {}, { token: "another" })).status).toBe(401);
  expect((await text("SM2", "Yes", {}, { Body: "STOP" })).status).toBe(401);
  expect((await text("SM2", "Yes", {}, { From: "+14155550199" })).status).toBe(401);
  path = `${path.slice(0, -4)}AAAA`;
  expect((await text("SM2", "Yes")).status).toBe(404);
  expect([await inbound(), await unmatched()]).toEqual([[], []]);
});

test("who answers STOP is on the list at once, with what waited for them cancelled; START takes nobody off, and HELP is a text", async () => {
  const soon = new Date(Date.now() + 86_400_000).toISOString();
  const waiting = await queueMessage(org.rep1, {
    lead_id: lead,
    channel: "sms",
    body_text: "Again",
    scheduled_for: soon,
  });
  await text("SM3", "HELP");
  expect(await entries()).toEqual([]);
  await text("SM4", "Stop", { OptOutType: "STOP" });
  const stopped = [{ kind: "phone", value_norm: number, source: "keyword", evidence: "Stop" }];
  expect([...(await entries())]).toEqual(stopped);
  const [row] = await admin`select status from communications where id = ${waiting.id}`;
  expect(row?.status).toBe("cancelled");
  await text("SM5", "START", { OptOutType: "START" });
  await text("SM4", "Stop", { OptOutType: "STOP" });
  expect([...(await entries())]).toEqual(stopped);
  expect((await inbound()).map((one) => one.body)).toEqual(["HELP", "START", "Stop"]);
  const again = queueMessage(org.rep1, { lead_id: lead, channel: "sms", body_text: "Hello?" });
  await expect(again).rejects.toMatchObject({ code: "DNC_BLOCKED" });
});

test("a stranger's STOP holds before anybody says whose it is, and so does a word that only Twilio knows", async () => {
  await text("SM6", "STOP", { From: "+14155550777" });
  await text("SM7", "genoeg", { From: "+14155550888", OptOutType: "STOP" });
  const found = (await entries()).map((one) => [one.kind, one.value_norm]).toSorted();
  expect(found).toEqual([
    ["phone", "+14155550777"],
    ["phone", "+14155550888"],
  ]);
});

test("a text from a number that no lead has waits, and goes to the lead that somebody names, with what else it wrote", async () => {
  await text("SM8", "Who is this?", { From: "+442071838750", NumMedia: "2" });
  await text("SM9", "Hello?", { From: "+442071838750" });
  await text("SM10", "Your code is 123", { From: "22395" });
  const [found] = (await unmatched()).filter((one) => one.from.address === "+442071838750");
  expect((await unmatched()).map((one) => [one.channel, one.from.address, one.kind]).toSorted()).toEqual([
    ["sms", "+442071838750", "human"],
    ["sms", "+442071838750", "human"],
    ["sms", "22395", "other"],
  ]);
  expect(await assignMessage(org.rep2, { id: found?.id ?? "", lead_id: lead })).toMatchObject({ assigned: 2 });
  const rows = await inbound();
  expect(rows.map((one) => one.body)).toEqual([
    "Hello?",
    "Who is this?\n\n(2 pictures or files came with this text. Look at them in the Twilio console.)",
  ]);
  expect(new Set(rows.map((one) => one.thread_id)).size).toBe(1);
});

test("an answer by text ends the sequence that it answers", async () => {
  const steps = [
    { kind: "sms", body: "Shall we talk?" },
    { kind: "wait", delay_hours: 900 },
  ];
  const { id: sequence } = await createSequence(org.admin, { name: "Texts", steps, publish: true });
  const { id } = await enrollLead(org.rep1, { lead_id: lead, sequence_id: sequence });
  await text("SM11", "Let us talk on Monday");
  await untilAllSealed(admin, org.orgId);
  await checkEnrollments(at(contextOf(org.orgId), new Date()), {});
  const seen = await read(org.rep1, "leads:read", (tx) => getEnrollment(tx, id, org.rep1.now));
  expect(seen).toMatchObject({ status: "stopped" });
});

test("in whatever order texts and what became of ours are told, and however often, it comes to one state", async () => {
  const told = [["SM21", "Who is this?"], ["SM22", "Ah, yes"], ["SM23", "Please stop texting me"], ["SM24"]] as const; // prettier-ignore
  const states = new Set<string>();
  for (let seed = 0; seed < 5; seed++) {
    await again();
    const ours = await weTexted(5, "SM24");
    const order = [...told, ...told.slice(seed % 3)].map((one, nth) => ({
      one,
      at: ((seed + 3) * (nth + 5) * 7919) % 101,
    }));
    for (const { one } of order.toSorted((a, b) => a.at - b.at)) {
      const [sid, body] = one;
      if (body === undefined) await text(sid, "", { SmsStatus: "delivered", MessageStatus: "delivered" });
      else await text(sid, body);
    }
    const [row] = await admin`select reply_count, needs_reply from leads where id = ${lead}`;
    const [sent] =
      await admin`select status, replied_at is not null as answered from communications where id = ${ours}`;
    const rows = await inbound();
    const threads = new Set(rows.map((one) => one.thread_id)).size;
    states.add(JSON.stringify([row, sent, rows.map((one) => one.body), threads, [...(await entries())]]));
  }
  expect([...states]).toHaveLength(1);
  expect([...states][0]).toContain('"reply_count":3');
  expect([...states][0]).toContain('"status":"delivered","answered":true');
});
