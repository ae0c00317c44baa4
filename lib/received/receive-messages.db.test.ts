import type postgres from "postgres";
import { beforeEach, describe, expect, it } from "vitest";
import { inOrganization } from "@/db/tenant";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { parseReceived } from "@/lib/arrivals/parse-received";
import type { MailPlace } from "@/lib/arrivals/schema";
import { logContact } from "@/lib/communications/log-contact";
import { createLead } from "@/lib/leads/create-lead";
import { assignMessage } from "./assign-message";
import { receiveMessages } from "./receive-messages";
import type { ReceivedCounts } from "./schema";

const { admin } = await testDatabase();

let org: MintedOrganization;
let lead: string;
let ada: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  ada = `ada@${org.slug}-lead.example`;
  lead = (await createLead(org.rep1, { first_name: "Ada", email: ada })).id;
});

type Mail = { id?: string; from?: string; to?: string; headers?: string; body?: string; minutes?: number };
const us = () => `rep1@${org.slug}.example`;

/** A message as a mail server would hand it over, so many minutes after noon yesterday. */
function eml({
  id,
  from = ada,
  to = us(),
  headers = "Subject: Re: Offer",
  body = "Sounds good, let's talk.",
  minutes = 0,
}: Mail): Buffer {
  const at = new Date(org.rep1.now.getTime() - 86_400_000 + minutes * 60_000).toUTCString().replace("GMT", "+0000");
  const lines = [
    `From: ${from}`,
    `To: ${to}`,
    `Date: ${at}`,
    ...(id ? [`Message-ID: <${id}>`] : []),
    headers,
    "",
    body,
  ];
  return Buffer.from(lines.join("\n").replaceAll("\n", "\r\n"));
}

async function receive(mails: Mail[], place?: Partial<MailPlace>): Promise<Partial<ReceivedCounts>> {
  const messages = await Promise.all(mails.map((mail) => parseReceived(eml(mail), org.rep1.now, org.rep1.now)));
  const counts = await receiveMessages(org.rep1, { place: { sent: false, ...place }, messages });
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

const sent = (mail: Mail) =>
  receive([{ from: us(), to: ada, headers: "Subject: Offer", body: "An offer", ...mail }], { sent: true });
const row = async (id = lead) => {
  const [found] =
    await admin`select status, contact_count, reply_count, awaiting_reply, needs_reply from leads where id = ${id}`;
  return found;
};
const touches = () => admin`
  select direction, message_id, status, replied_at is not null as replied, thread_id, source from communications where lead_id = ${lead} order by occurred_at`;
const tamper = (work: (tx: postgres.TransactionSql) => Promise<unknown>) =>
  admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await work(tx);
  });
const kinds = async () =>
  (await admin`select kind from events where org_id = ${org.orgId} and lead_id = ${lead}`).map((one) => one.kind);

describe("a person's message", () => {
  it("is a reply: the touch it answers, the status, the summary and the conversation follow, and everyone is told", async () => {
    expect(await sent({ id: "a1" })).toEqual({ sent: 1 });
    expect(await receive([{ id: "b1", headers: "Subject: Re: Offer\nIn-Reply-To: <a1>", minutes: 5 }])).toEqual({
      reply: 1,
    });
    expect(await row()).toEqual({
      status: "conversing",
      contact_count: 1,
      reply_count: 1,
      awaiting_reply: false,
      needs_reply: true,
    });
    const [ours, theirs] = await touches();
    expect(ours).toMatchObject({ direction: "outbound", replied: true, status: "logged", source: "inbox_sync" });
    expect(theirs).toMatchObject({ direction: "inbound", message_id: "b1", thread_id: ours?.thread_id });
    expect(await kinds()).toContain("lead.replied");
    const [thread] = await admin`select reply_class, subject, reply_evidence from threads where lead_id = ${lead}`;
    expect(thread).toEqual({ reply_class: "positive", subject: "Offer", reply_evidence: "Sounds good, let's talk." });
  });

  it("is stored once, however often it is seen and by whichever door, and another one under its Message-ID apart", async () => {
    const mail = { id: "b1", body: "The same words in every copy of it." };
    expect(await receive([mail, mail])).toEqual({ reply: 1, repeat: 1 });
    expect(await receive([{ ...mail, body: `${mail.body}\n\n--\nfooter of a list` }])).toEqual({ repeat: 1 });
    expect(await Promise.all([receive([{ id: "b2" }]), receive([{ id: "b2" }])])).toEqual(
      expect.arrayContaining([{ reply: 1 }, { repeat: 1 }]),
    );
    expect(await receive([{ id: "b1", body: "Something else altogether, under an id that was taken." }])).toEqual({
      reply: 1,
    });
    expect((await row())?.reply_count).toBe(3);
    const apart = await admin`select count(*)::int as n from inbound_messages where lead_id = ${lead} and repeats_id`;
    expect(apart[0]?.n).toBe(1);
  });

  it("is matched by the message it answers before the address: a colleague of theirs answers from another one", async () => {
    await sent({ id: "a1" });
    const other = await createLead(org.rep1, { email: "bob@elsewhere.example" });
    const reply = {
      id: "b1",
      from: "Bob <bob@elsewhere.example>",
      headers: "Subject: Re: Offer\nReferences: <x> <a1>",
    };
    expect(await receive([reply])).toEqual({ reply: 1 });
    expect([(await row())?.reply_count, (await row(other.id))?.reply_count]).toEqual([1, 0]);
  });

  it("waits in the unmatched queue when nobody knows them, and finds its place once the message it answers is known", async () => {
    const reply = {
      id: "b1",
      from: "stranger@nowhere.example",
      headers: "Subject: Re: Offer\nIn-Reply-To: <a1>",
      minutes: 9,
    };
    expect(await receive([reply])).toEqual({ unmatched: 1 });
    expect((await row())?.reply_count).toBe(0);
    await sent({ id: "a1" });
    expect(await row()).toMatchObject({ reply_count: 1, status: "conversing" });
  });

  it("stops all contact at once when it asks to", async () => {
    await receive([{ id: "b1", body: "Please remove me from your list." }]);
    const entries = await admin`select kind, value_norm, source from dnc_entries where org_id = ${org.orgId}`;
    expect([...entries]).toEqual([{ kind: "email", value_norm: ada, source: "detected" }]);
    const [thread] = await admin`select reply_class from threads where lead_id = ${lead}`;
    expect(thread?.reply_class).toBe("unsubscribe");
  });

  it("stops all contact with a stranger who asks for it, before anybody says whose it is", async () => {
    const mail = { id: "s1", from: "Eve <Eve@Elsewhere.example>", body: "Please remove me from your list." };
    expect(await receive([mail])).toMatchObject({ unmatched: 1 });
    await receive([{ ...mail, id: "s2" }]);
    await receive([{ id: "s3", from: "max@elsewhere.example", body: "Do you remove old units, too?" }]);
    const entries = await admin`select kind, value_norm, source from dnc_entries where org_id = ${org.orgId}`;
    expect([...entries]).toEqual([{ kind: "email", value_norm: "eve@elsewhere.example", source: "detected" }]);
    const { id } = await createLead(org.rep2, { last_name: "Eve", email: "eve@elsewhere.example" });
    const planned = logContact(org.rep2, { lead_id: id, method: "email" });
    await expect(planned).rejects.toMatchObject({ code: "DNC_BLOCKED" });
  });

  it("stops all contact with the address we wrote to when it asks to from one that we do not know", async () => {
    await sent({ id: "a1" });
    const headers = "Subject: Re: Offer\nIn-Reply-To: <a1>";
    await receive([{ id: "b1", from: "ada@private.example", headers, body: "Please remove me from your list." }]);
    const blocked = await admin`
      select value_norm, communication_id is not null as detected from dnc_entries where org_id = ${org.orgId} order by value_norm`;
    const [mine, theirs] = ["ada@private.example", ada].toSorted();
    expect([...blocked]).toEqual([
      { value_norm: mine, detected: true },
      { value_norm: theirs, detected: true },
    ]);
  });
});

describe("what no person wrote", () => {
  it("answers nothing: an absence is kept with its date beside the conversation, an automatic reply too", async () => {
    await sent({ id: "a1" });
    const away = {
      id: "b1",
      headers: "Subject: Automatic reply: Offer\nIn-Reply-To: <a1>",
      body: "I am out of the office until 24 December 2026.",
    };
    const robot = { id: "b2", headers: "Subject: Ticket 7\nAuto-Submitted: auto-replied\nIn-Reply-To: <a1>" };
    expect(await receive([away, robot])).toEqual({ automatic: 2 });
    expect(await row()).toMatchObject({ status: "contacted", reply_count: 0, awaiting_reply: true });
    const [kept] =
      await admin`select return_date::text, thread_id is not null as placed from inbound_messages where message_id = 'b1' and org_id = ${org.orgId}`;
    expect(kept).toEqual({ return_date: "2026-12-24", placed: true });
    expect(await kinds()).toEqual(expect.arrayContaining(["lead.away", "lead.auto_replied"]));
    expect(await kinds()).not.toContain("lead.replied");
  });

  const bounce = (code: string, about = "a1") => ({
    id: `bounce-${code}`,
    from: "MAILER-DAEMON@mx.example",
    headers: 'Subject: Undelivered Mail\nContent-Type: multipart/report; report-type=delivery-status; boundary="b"',
    body: `--b\n\nIt failed.\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; ${ada}\nAction: failed\nStatus: ${code}\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <${about}>\nTo: ${ada}\n\nAn offer\n--b--`,
    minutes: 2,
  });

  it("marks a wrong address wherever it stands, so that the guard refuses it, and the message that came back", async () => {
    await sent({ id: "a1" });
    expect((await touches())[0]?.status).toBe("logged");
    expect(await receive([bounce("5.1.1")])).toEqual({ report: 1 });
    expect((await touches())[0]?.status).toBe("bounced");
    expect(await row()).toMatchObject({ reply_count: 0, status: "contacted" });
    expect(await kinds()).toContain("message.bounced");
    await expect(logContact(org.rep2, { lead_id: lead, method: "email" })).rejects.toMatchObject({
      code: "ADDRESS_INVALID",
    });
  });

  it("marks a full mailbox as passing, and a hard report holds over a soft one in any order", async () => {
    const state = async () =>
      (
        await admin`select bounce_state, invalid_at is not null as invalid from contact_points where lead_id = ${lead}`
      )[0];
    await sent({ id: "a1" });
    await receive([bounce("4.2.2", "unknown-1")]);
    expect(await state()).toEqual({ bounce_state: "soft", invalid: false });
    await receive([bounce("5.1.1", "unknown-2")]);
    await receive([{ ...bounce("4.2.2", "unknown-1"), id: "late" }]);
    expect(await state()).toEqual({ bounce_state: "hard", invalid: true });
  });

  it("closes no address by a report that names nothing we sent: it waits for a person, or for the message it is about", async () => {
    const state = async () => (await admin`select bounce_state from contact_points where lead_id = ${lead}`)[0];
    const spam = {
      id: "c1",
      headers: 'Subject: FW\nContent-Type: multipart/report; report-type=feedback-report; boundary="b"',
      body: `--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: ${ada}\n--b--`,
    };
    expect(await receive([bounce("5.1.1", "forged"), spam])).toEqual({ unmatched: 2 });
    expect(await state()).toEqual({ bounce_state: null });
    expect(await admin`select from dnc_entries where org_id = ${org.orgId}`).toHaveLength(0);
    expect(await kinds()).not.toContain("message.bounced");
    // Long before the report, and so not what it is about.
    await sent({ id: "early", minutes: -40 * 24 * 60 });
    expect(await state()).toEqual({ bounce_state: null });
    await sent({ id: "a1", minutes: 1 });
    expect(await state()).toEqual({ bounce_state: "hard" });
  });

  it("closes an address when a person says that the report is to be believed", async () => {
    await receive([bounce("5.1.1", "forged")]);
    const [mail] = await admin`select id from inbound_messages where org_id = ${org.orgId}`;
    await assignMessage(org.rep1, { id: mail?.id, lead_id: lead });
    const [point] = await admin`select bounce_state from contact_points where lead_id = ${lead}`;
    expect(point).toEqual({ bounce_state: "hard" });
  });

  it("knows of the bounce of a message that is found in the Sent folder later, and takes no other logged touch for bounced", async () => {
    expect(await receive([bounce("5.1.1")])).toEqual({ unmatched: 1 });
    await sent({ id: "a1" });
    expect((await touches())[0]?.status).toBe("bounced");
    await logContact(org.rep1, { lead_id: lead, method: "call", already_happened: true });
    await expect(
      inOrganization(
        org.orgId,
        (tx) => tx.sql`update communications set status = 'bounced' where lead_id = ${lead} and source = 'manual_log'`,
      ),
    ).rejects.toThrow(/cannot go from logged to bounced/);
  });

  it("blocks who complains, and cancels nothing of others", async () => {
    await sent({ id: "a1" });
    const complaint = {
      id: "c1",
      from: "feedback@provider.example",
      headers: 'Subject: FW: Offer\nContent-Type: multipart/report; report-type=feedback-report; boundary="b"',
      body: `--b\n\nA complaint.\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: abuse\nVersion: 1\n--b\nContent-Type: message/rfc822\n\nMessage-ID: <a1>\nTo: ${ada}\n\nAn offer\n--b--`,
    };
    expect(await receive([complaint])).toEqual({ report: 1 });
    const entries = await admin`select value_norm, source from dnc_entries where org_id = ${org.orgId}`;
    expect([...entries]).toEqual([{ value_norm: ada, source: "complaint" }]);
    expect((await row())?.reply_count).toBe(0);
  });

  it("is not kept when it is news of others", async () => {
    const news = { id: "n1", headers: "Subject: News\nList-Unsubscribe: <mailto:u@x.example>\nPrecedence: bulk" };
    expect(await receive([news, { id: "n2", headers: "Subject: Job\nAuto-Submitted: auto-generated" }])).toEqual({
      ignored: 2,
    });
    expect((await admin`select 1 from inbound_messages where org_id = ${org.orgId}`).length).toBe(0);
  });
});

describe("our own message in the Sent folder", () => {
  it("is a touch that happened, once, at every lead it went to, and never a reply", async () => {
    const bob = await createLead(org.rep1, { email: "bob@elsewhere.example" });
    const both = { id: "a1", to: `${ada}, bob@elsewhere.example, unknown@x.example, ${us()}` };
    expect([await sent(both), await sent(both)]).toEqual([{ sent: 1 }, { repeat: 1 }]);
    expect([(await row())?.contact_count, (await row(bob.id))?.contact_count]).toEqual([1, 1]);
    expect((await row())?.reply_count).toBe(0);
    expect(await kinds()).not.toContain("lead.replied");
  });

  it("is one at whom it went to unseen, too", async () => {
    const other = await createLead(org.rep1, { email: "bob@elsewhere.example" });
    await sent({ id: "a1", headers: "Subject: Offer\nBcc: Bob <bob@elsewhere.example>" });
    expect([(await row())?.contact_count, (await row(other.id))?.contact_count]).toEqual([1, 1]);
  });

  it("is a collision when it broke the rule of who holds the slot", async () => {
    await logContact(org.rep2, {
      lead_id: lead,
      method: "email",
      occurred_at: new Date(org.rep1.now.getTime() - 86_000_000).toISOString(),
    });
    await sent({ id: "a1", minutes: 30 });
    const found = await admin`select kind, code from collision_incidents where lead_id = ${lead}`;
    expect([...found]).toEqual([{ kind: "escaped", code: "RECENTLY_CONTACTED" }]);
  });

  it("is known when we sent it ourselves", async () => {
    const { id } = await logContact(org.rep1, { lead_id: lead, method: "email", already_happened: true });
    await tamper((tx) => tx`update communications set message_id = 'a1' where id = ${id}`);
    expect(await sent({ id: "a1" })).toEqual({ repeat: 1 });
    expect((await row())?.contact_count).toBe(1);
  });
});

describe("ugly input", () => {
  it("is received: no Message-ID, dates of 1970 and 2099, groups, a sender of a list", async () => {
    const none = { from: ada, headers: "Subject: Hi" };
    expect(await receive([none, none])).toEqual({ reply: 1, repeat: 1 });
    for (const year of [1970, 2099]) {
      const raw = `From: ${ada}\r\nTo: Us: ${us()};\r\nDate: Thu, 1 Jan ${year} 00:00:00 +0000\r\nMessage-ID: <y${year}>\r\nSubject: Old\r\n\r\nHello from ${year}`;
      const mail = await parseReceived(Buffer.from(raw), org.rep1.now, org.rep1.now);
      expect(mail?.at).toEqual(org.rep1.now);
      expect((await receiveMessages(org.rep1, { messages: [mail] })).reply).toBe(1);
    }
  });
});

describe("a mailing list that somebody of ours reads", () => {
  const post = (id: string, headers: string, to = "list@lists.example") => ({
    id,
    to,
    headers: `Subject: Re: a question\nList-Id: <l.lists.example>\nList-Post: <mailto:list@lists.example>\n${headers}`,
  });

  it("is not ours but where it names one of us, or answers one of us", async () => {
    expect(await receive([post("l1", "In-Reply-To: <somebody-elses>")])).toEqual({ ignored: 1 });
    expect(await receive([post("l2", "In-Reply-To: <somebody-elses>", `list@lists.example, ${us()}`)])).toEqual({
      reply: 1,
    });
    await sent({ id: "a1", to: `list@lists.example, ${ada}` });
    expect(await receive([post("l3", "In-Reply-To: <a1>")])).toEqual({ reply: 1 });
  });
});
