import { beforeEach, expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { ReceivedMail } from "@/lib/arrivals/schema";
import { read } from "@/lib/core/read";
import { erasePerson } from "@/lib/erasure/erase-person";
import { exportPerson } from "@/lib/erasure/export-person";
import { checkOrganization } from "@/lib/integrity/queries";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { assignMessage } from "./assign-message";
import { correctKind } from "./correct-kind";
import { dismissMessage } from "./dismiss-message";
import { receiveMessages } from "./receive-messages";
import { listUnmatched } from "./unmatched-queries";

const { admin } = await testDatabase();

let org: MintedOrganization;
let other: MintedOrganization;
let lead: string;
const ada = "ada@acme.example";
beforeEach(async () => {
  [org, other] = [await mintOrganization({ calm: true }), await mintOrganization()];
  lead = (await createLead(org.rep1, { first_name: "Ada", email: ada })).id;
});

const address = (email: string) => ({ email, norm: email, name: "" });
const us = () => address(`rep1@${org.slug}.example`);
const mail = (given: Partial<ReceivedMail> & { message_id: string }): ReceivedMail => ({
  in_reply_to: [],
  references: [],
  from: address(ada),
  to: [us()],
  cc: [],
  bcc: [],
  at: new Date("2026-11-20T09:00:00Z"),
  list_post: [],
  is_list: false,
  subject: "Hi",
  text: `Words of ${given.message_id}`,
  html: null,
  kind: "human",
  evidence: "e",
  recipient: null,
  hard: null,
  return_date: null,
  about_message_id: null,
  ...given,
});
const receive = (given: Partial<ReceivedMail> & { message_id: string }, sent = false) =>
  receiveMessages(org.rep1, { place: { sent }, messages: [mail(given)] });
const offer = () =>
  receive({ message_id: "o1", from: us(), to: [address(ada)], at: new Date("2026-11-19T09:00:00Z") }, true);
const idOf = async (messageId: string) =>
  (await admin`select id from inbound_messages where org_id = ${org.orgId} and message_id = ${messageId}`)[0]
    ?.id as string;
const summary = async () =>
  (
    await admin`select reply_count, needs_reply, status, (select count(*)::int from communications c where c.lead_id = l.id and c.replied_at is not null) as answered
    from leads l where id = ${lead}`
  )[0];
const sound = async () => (await inOrganization(org.orgId, checkOrganization)).filter((check) => !check.ok);

test("what came in as a person's and was none counts as an answer no longer, and again when it was one after all", async () => {
  await offer();
  await receive({ message_id: "r1", in_reply_to: ["o1"] });
  expect(await summary()).toEqual({ reply_count: 1, needs_reply: true, status: "conversing", answered: 1 });
  await correctKind(org.rep2, { id: await idOf("r1"), kind: "auto_reply" });
  expect(await summary()).toEqual({ reply_count: 0, needs_reply: false, status: "conversing", answered: 0 });
  expect(await sound()).toEqual([]);
  await correctKind(org.rep2, { id: await idOf("r1"), kind: "human" });
  expect(await summary()).toEqual({ reply_count: 1, needs_reply: true, status: "conversing", answered: 1 });
  expect(await sound()).toEqual([]);
});

test("what was taken for an absence and was a person's becomes the reply it is, once", async () => {
  await offer();
  await receive({ message_id: "r1", in_reply_to: ["o1"], kind: "out_of_office" });
  expect(await summary()).toMatchObject({ reply_count: 0, status: "contacted" });
  await Promise.all([1, 2].map(async () => correctKind(org.rep1, { id: await idOf("r1"), kind: "human" })));
  expect(await summary()).toEqual({ reply_count: 1, needs_reply: true, status: "conversing", answered: 1 });
  expect(await receive({ message_id: "r1", in_reply_to: ["o1"] })).toMatchObject({ repeat: 1 });
});

test("an address is marked no longer when the report that said so was none, unless another says it too", async () => {
  const state = async () =>
    (await admin`select bounce_state, invalid_at from contact_points where lead_id = ${lead}`)[0];
  const bounce = { kind: "bounce" as const, hard: true, recipient: ada, from: address("mailer-daemon@x.example") };
  await offer();
  await receive({ message_id: "b1", ...bounce });
  await receive({ message_id: "b2", ...bounce, at: new Date("2026-11-21T09:00:00Z") });
  await correctKind(org.rep1, { id: await idOf("b1"), kind: "other" });
  expect(await state()).toEqual({ bounce_state: "hard", invalid_at: new Date("2026-11-21T09:00:00Z") });
  await correctKind(org.rep1, { id: await idOf("b2"), kind: "other" });
  expect(await state()).toEqual({ bounce_state: null, invalid_at: null });
});

test("what somebody calls a bounce, a person's and a bounce in turn is one touch of the ledger", async () => {
  await offer();
  await receive({ message_id: "r1", in_reply_to: ["o1"], kind: "bounce", hard: true, recipient: ada });
  for (const kind of ["human", "bounce", "human"] as const) await correctKind(org.rep1, { id: await idOf("r1"), kind });
  expect(await summary()).toMatchObject({ reply_count: 1, answered: 1 });
  expect(await sound()).toEqual([]);
});

test("nothing becomes a bounce that names no address", async () => {
  await receive({ message_id: "r1" });
  await expect(correctKind(org.rep1, { id: await idOf("r1"), kind: "bounce" })).rejects.toMatchObject({
    code: "INVALID",
  });
});

test("an unmatched message is given to a lead with everything else from its address, and means then what it would have meant", async () => {
  const stranger = address("ada@private.example");
  await receive({ message_id: "s1", from: stranger });
  await receive({ message_id: "s2", from: stranger, kind: "out_of_office" });
  await receive({ message_id: "s3", from: address("spam@x.example") });
  const list = () => read(org.rep1, "communications:read", (tx) => listUnmatched(tx, org.rep1.actor, { limit: 50 }));
  expect((await list()).total).toBe(3);
  expect(await assignMessage(org.rep1, { id: await idOf("s1"), lead_id: lead })).toMatchObject({ assigned: 2 });
  expect(await summary()).toMatchObject({ reply_count: 1, status: "conversing" });
  await expect(assignMessage(org.rep1, { id: await idOf("s1"), lead_id: lead })).rejects.toMatchObject({
    code: "CONFLICT",
  });
  expect(await dismissMessage(org.rep1, { id: await idOf("s3") })).toMatchObject({ state: "dismissed" });
  expect(await list()).toEqual({ data: [], next_cursor: null, total: 0 });
  expect(await dismissMessage(org.rep1, { id: await idOf("s3"), undo: true })).toMatchObject({ state: "unmatched" });
  expect((await list()).data.map((one) => one.from.address)).toEqual(["spam@x.example"]);
});

test("what lies unmatched in a colleague's mailbox is theirs and their manager's to see", async () => {
  await receive({ message_id: "s1", from: address("friend@private.example") });
  const seen = async (ctx = org.rep2) =>
    (await read(ctx, "communications:read", (tx) => listUnmatched(tx, ctx.actor, { limit: 50 }))).total;
  expect([await seen(org.rep1), await seen(org.rep2), await seen(org.manager), await seen(other.admin)]).toEqual([
    1, 0, 1, 0,
  ]);
});

test("what lies unmatched in a colleague's mailbox is no rep's to give to a lead, to dismiss or to call something else", async () => {
  await receive({ message_id: "s1", from: address("friend@private.example") });
  const id = await idOf("s1");
  for (const work of [
    () => correctKind(org.rep2, { id, kind: "list" }),
    () => dismissMessage(org.rep2, { id }),
    () => assignMessage(org.rep2, { id, lead_id: lead }),
  ])
    await expect(work()).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect(await dismissMessage(org.manager, { id })).toMatchObject({ state: "dismissed" });
});

test("a stranger's organization finds none of it", async () => {
  await receive({ message_id: "s1", from: address("x@y.example") });
  const id = await idOf("s1");
  for (const work of [
    () => correctKind(other.admin, { id, kind: "list" }),
    () => dismissMessage(other.admin, { id }),
    () => assignMessage(other.admin, { id, lead_id: lead }),
  ])
    await expect(work()).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("mail that nobody knew whose it was goes with the person, by any of their addresses in its normal form", async () => {
  await receive({ message_id: "s1", from: { email: "A.L@gmail.com", norm: "al@gmail.com", name: "Ada" } });
  const body = async () => (await admin`select body from inbound_messages where id = ${await idOf("s1")}`)[0]?.body;
  const late = (await createLead(org.rep1, { first_name: "Ada", email: "A.L@gmail.com" })).id;
  await updateLead(org.rep1, { lead_id: lead, last_name: "Erased person" });
  expect(await body()).toBe("Words of s1");
  await erasePerson(org.admin, { lead_id: late });
  expect(await body()).toBeNull();
});

test("a lead that is merely called like an erased one keeps its mail", async () => {
  await receive({ message_id: "r1" });
  await updateLead(org.rep1, { lead_id: lead, last_name: "Erased person" });
  const [kept] = await admin`select body from inbound_messages where id = ${await idOf("r1")}`;
  expect(kept?.body).toBe("Words of r1");
});

test("a lead that is erased leaves no word of its mail behind", async () => {
  await receive({ message_id: "r1", kind: "out_of_office" });
  await receive({ message_id: "r2" });
  const all = await exportPerson(org.admin, { lead_id: lead });
  expect(JSON.stringify(all.received)).toContain("Words of r1");
  await erasePerson(org.admin, { lead_id: lead });
  const kept =
    await admin`select from_address, body, subject, from_norm from inbound_messages where org_id = ${org.orgId}`;
  expect([...kept]).toEqual(
    Array.from({ length: 2 }, () => ({ from_address: "", body: null, subject: null, from_norm: null })),
  );
});
