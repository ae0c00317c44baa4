import { beforeEach, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { parseReceived } from "@/lib/arrivals/parse-received";
import { logContact } from "@/lib/communications/log-contact";
import { markResponded } from "@/lib/communications/mark-responded";
import { listTouches } from "@/lib/communications/queries";
import { correctTouchClass } from "@/lib/conversations/correct-touch-class";
import { getConversationDetail } from "@/lib/conversations/queries";
import { read } from "@/lib/core/read";
import { importMailbox } from "@/lib/imports/import-mailbox";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "@/lib/leads/create-lead";
import { mergeLeads } from "@/lib/merges/merge-leads";
import { undoMerge } from "@/lib/merges/undo-merge";
import { splitTouch } from "@/lib/told-touches/split-touch";
import { receiveMessages } from "./receive-messages";

const { admin } = await testDatabase();
let org: MintedOrganization;
let lead: string;
let ada: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  ada = `ada@${org.slug}-lead.example`;
  lead = (await createLead(org.rep1, { first_name: "Ada", email: ada })).id;
});

const us = (rep = "rep1") => `${rep}@${org.slug}.example`;
const ago = (minutes: number) => new Date(org.rep1.now.getTime() - minutes * 60_000);
type Mail = { id: string; minutes: number; from?: string; subject?: string; answers?: string; body?: string };

async function receive({ id, minutes, from = ada, subject = "Re: Offer", answers, body = "Sounds good to us." }: Mail) {
  const lines = [
    `From: ${from}`,
    `To: ${from === ada ? us() : ada}`,
    `Date: ${ago(minutes).toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: <${id}>`,
    `Subject: ${subject}`,
    ...(answers ? [`In-Reply-To: <${answers}>`] : []),
  ];
  const mail = await parseReceived(Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`), org.rep1.now, org.rep1.now);
  return receiveMessages(org.rep1, { place: { sent: from !== ada }, messages: [mail] });
}

type Told = { minutes: number; direction?: "inbound" | "outbound"; subject?: string; body?: string; method?: string };
const log = ({ minutes, direction = "inbound", method = "email", ...said }: Told, by = org.rep1) =>
  logContact(by, {
    ...{ lead_id: lead, method, direction, ...said },
    ...{ occurred_at: ago(minutes).toISOString(), already_happened: true },
  });
const counts = async (id = lead) => {
  const [row] = await admin`select contact_count, reply_count, status from leads where id = ${id}`;
  return [row?.contact_count, row?.reply_count];
};
const shown = async () =>
  (await read(org.rep1, "leads:read", (tx) => listTouches(tx, { leadId: lead, limit: 50 }))).data;
const faults = async () =>
  (await read(org.admin, "leads:read", (tx) => checkOrganization(tx))).filter((one) => !one.ok).map((one) => one.name);

it.each([
  ["logged first", true],
  ["read first", false],
])("an answer that is %s, logged by hand and read from the mailbox, is one", async (_, first) => {
  await receive({ id: "o1", from: us(), subject: "Offer", minutes: 300 });
  const tell = () => log({ minutes: 60, body: "They want a demo" });
  if (first) await tell();
  await receive({ id: "r1", minutes: 100, answers: "o1" });
  if (!first) await tell();
  expect(await counts()).toEqual([1, 1]);
  const [theirs, ...others] = (await shown()).filter((one) => one.direction === "inbound");
  expect(others).toEqual([]);
  expect(theirs).toMatchObject({
    body_preview: "Sounds good to us.",
    logged: { by: { name: org.rep1.actor.name }, text: "They want a demo" },
  });
  expect(await faults()).toEqual([]);

  const [thread] = await admin`select id from threads where lead_id = ${lead}`;
  const { messages } = await read(org.rep1, "communications:read", (tx) => getConversationDetail(tx, thread?.id));
  expect(messages.map((one) => [one.body?.trim(), one.logged])).toEqual([
    ["Sounds good to us.", null],
    ["Sounds good to us.", { by: org.rep1.actor.name, text: "They want a demo" }],
  ]);

  await splitTouch(org.rep2, { contact_id: theirs?.logged?.id });
  expect(await counts()).toEqual([1, 2]);
  expect((await shown()).filter((one) => one.direction === "inbound")).toHaveLength(2);
  expect(await faults()).toEqual([]);
});

const bring = async (id: string, minutes: number, ours: boolean, subject = "Offer") => {
  const [from, to] = ours ? [us(), ada] : [ada, us()];
  const date = ago(minutes).toUTCString().replace("GMT", "+0000");
  const text = `From x Thu Jan  1 00:00:00 2026\nMessage-ID: <${id}>\nFrom: ${from}\nTo: ${to}\nDate: ${date}\nSubject: ${subject}\n\nText of ${id}\n\n`;
  const [bytes, via] = [Buffer.from(text), "import" as const];
  const file = async function* () {
    yield bytes;
  };
  const ctx = { ...org.rep1, actor: { ...org.rep1.actor, via } };
  return importMailbox(ctx, { read: file, readPart: file }, new Map([[us(), org.rep1.actor]]), () => {});
};

it.each([
  ["logged first", true],
  ["imported first", false],
])("what is %s, logged by hand and in a mailbox that is imported, is one, in either direction", async (_, first) => {
  const tell = async () => {
    await log({ minutes: 290, direction: "outbound", subject: "Offer" });
    await log({ minutes: 60, body: "They want a demo" });
  };
  if (first) await tell();
  expect((await bring("o1", 300, true)).collisions).toBe(0);
  await bring("r1", 100, false, "Re: Offer");
  if (!first) await tell();
  expect(await counts()).toEqual([1, 1]);
  expect((await shown()).map((one) => one.logged?.text ?? null)).toEqual(["They want a demo", null]);
  const [{ n } = {}] = await admin`select count(*)::int as n from collision_incidents where org_id = ${org.orgId}`;
  expect(n).toBe(0);
  expect(await faults()).toEqual([]);
});

it("a message of ours that is logged and then seen in the Sent folder is one, and no collision with oneself", async () => {
  const logged = await log({ minutes: 95, direction: "outbound", subject: "Offer" });
  await markResponded(org.rep1, { contact_id: logged.id, responded: true });
  await receive({ id: "o1", from: us(), subject: "Offer", minutes: 100 });
  expect(await counts()).toEqual([1, 1]);
  expect((await shown()).map((one) => [one.status, one.responded, one.collisions])).toEqual([["logged", true, []]]);
  expect(await faults()).toEqual([]);
  // Whoever marks what they logged marks the message.
  const unmarked = await markResponded(org.rep1, { contact_id: logged.id, responded: false });
  expect([unmarked.id === logged.id, unmarked.responded]).toEqual([false, false]);
  expect(await counts()).toEqual([1, 0]);

  await log({ minutes: 90, direction: "outbound", subject: "Offer" });
  const [{ n } = {}] = await admin`select count(*)::int as n from collision_incidents where org_id = ${org.orgId}`;
  expect(n).toBe(1);
});

it.each<[string, Told, Mail]>([
  ["four days later", { minutes: 60 }, { id: "r1", minutes: 60 + 4 * 1440 + 1 }],
  ["two hours before", { minutes: 300 }, { id: "r1", minutes: 170 }],
  ["under another subject", { minutes: 60, subject: "Invoice" }, { id: "r1", minutes: 100 }],
  ["on another channel", { minutes: 60, method: "linkedin" }, { id: "r1", minutes: 100 }],
])("what is logged %s is another answer", async (_, told, mail) => {
  await log(told);
  await receive(mail);
  expect(await counts()).toEqual([0, 2]);
});

it("what is logged after our answer to the message is the next one, and one log is one message", async () => {
  await log({ minutes: 600, direction: "outbound" });
  await log({ minutes: 60 });
  await receive({ id: "r1", minutes: 1000 });
  expect(await counts()).toEqual([1, 2]);
  await receive({ id: "r2", minutes: 90, subject: "Re: Offer" });
  await receive({ id: "r3", minutes: 50, subject: "Re: Offer" });
  expect(await counts()).toEqual([1, 3]);
  expect(await faults()).toEqual([]);
});

it.each([
  ["logged first", true],
  ["read first", false],
])("what is %s, logged by hand and read from the mailbox, rings once", async (_, first) => {
  const tell = async () => {
    await log({ minutes: 290, direction: "outbound", subject: "Offer" }, org.rep1);
    await log({ minutes: 60, body: "They want a demo" }, org.rep2);
  };
  if (first) await tell();
  await receive({ id: "o1", from: us(), subject: "Offer", minutes: 300 });
  await receive({ id: "r1", minutes: 100, answers: "o1" });
  if (!first) await tell();
  const kinds =
    await admin`select kind, count(*)::int as n from events where lead_id = ${lead} and kind in ('lead.contacted', 'lead.replied', 'communication.joined') group by 1 order by 1`;
  expect(kinds.map((one) => [one.kind, one.n])).toEqual([
    ["communication.joined", 2],
    ["lead.contacted", 1],
    ["lead.replied", 1],
  ]);
});

it("what two of us wrote is two messages", async () => {
  await log({ minutes: 95, direction: "outbound", subject: "Offer" }, org.rep2);
  await receive({ id: "o1", from: us(), subject: "Offer", minutes: 100 });
  expect(await counts()).toEqual([2, 0]);
});

it("a person's word on what they logged holds for the conversation, and blocks as in the inbox", async () => {
  const { id } = await log({ minutes: 60, body: "Referred us to Bob" });
  expect((await shown())[0]?.reply).toEqual({ class: "neutral", evidence: "no wording decides", by: null });
  await correctTouchClass(org.rep2, { contact_id: id, reply_class: "positive" });
  expect((await shown())[0]?.reply).toEqual({ class: "positive", evidence: null, by: org.rep2.actor.name });
  await receive({ id: "r1", minutes: 100, body: "Who are you?" });
  const [thread] = await admin`select reply_class, reply_class_by from threads where lead_id = ${lead}`;
  expect(thread).toEqual({ reply_class: "positive", reply_class_by: org.rep2.actor.userId });

  const other = await log({ minutes: 30, method: "linkedin", body: "Hm" });
  await correctTouchClass(org.rep2, { contact_id: other.id, reply_class: "unsubscribe" });
  const blocked = await admin`select source from dnc_entries where org_id = ${org.orgId}`;
  expect(blocked).toHaveLength(1);
});

it("what a colleague writes down of somebody who wants no more blocks at once, and waits for review", async () => {
  await log({ minutes: 10, method: "linkedin", body: "She asked us to stop contacting her" });
  const entries = await admin`select kind, source, evidence from dnc_entries where org_id = ${org.orgId}`;
  expect(entries).toMatchObject([{ source: "detected", evidence: "She asked us to stop contacting her" }]);
  expect((await shown())[0]?.reply?.class).toBe("unsubscribe");
});

it("two leads that are parted again keep what is theirs, and both count what they have", async () => {
  const other = (await createLead(org.rep1, { first_name: "Ada", email: `twin@${org.slug}.example` })).id;
  await log({ minutes: 60 });
  await mergeLeads(org.rep1, { lead_id: other, other_id: lead });
  await receive({ id: "r1", minutes: 100 });
  expect(await counts(other)).toEqual([0, 1]);
  await undoMerge(org.rep1, { lead_id: other });
  const [mine, theirs] = [await counts(lead), await counts(other)];
  expect(Number(mine[1]) + Number(theirs[1])).toBeGreaterThanOrEqual(1);
  expect(await faults()).toEqual([]);
});

it("the database reads a touch as a message of its own lead, channel and direction alone", async () => {
  const { id } = await log({ minutes: 60, method: "linkedin" });
  await receive({ id: "r1", minutes: 100 });
  await expect(
    admin.begin(async (tx) => {
      await tx`select set_config('app.org_id', ${org.orgId}, true)`;
      await tx`update communications set read_as_id = (select c.id from communications c where c.lead_id = ${lead} and c.message_id = 'r1') where id = ${id}`;
    }),
  ).rejects.toMatchObject({ code: "TL010" });
});
