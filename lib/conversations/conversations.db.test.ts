import { beforeEach, expect, test } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { parseReceived } from "@/lib/arrivals/parse-received";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { receiveMessages } from "@/lib/received/receive-messages";
import { correctReplyClass } from "./correct-reply-class";
import { getConversationDetail, listConversations } from "./queries";

const { admin } = await testDatabase();

let org: MintedOrganization;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
});

async function deliver(from: string, id: string, minutes: number, headers = "Subject: Hi", body = "Sounds good") {
  const ctx = at(org.rep1, new Date(org.rep1.now.getTime() + minutes * 60_000));
  const raw = `From: ${from}\r\nTo: rep1@${org.slug}.example\r\nMessage-ID: <${id}>\r\n${headers}\r\n\r\n${body}`;
  await receiveMessages(ctx, { messages: [await parseReceived(Buffer.from(raw), ctx.now, ctx.now)] });
}
const list = (owner: string | null = null, limit = 50, cursor?: string) =>
  read(org.rep1, "communications:read", (tx) => listConversations(tx, { owner, limit, cursor }));
const open = (id: string, ctx = org.rep1) => read(ctx, "communications:read", (tx) => getConversationDetail(tx, id));

test("lists conversations by their newest answer, of everybody or of one owner, page by page", async () => {
  await createLead(org.rep1, { last_name: "Byron", email: "ada@acme.example", owner_id: org.rep1.actor.userId });
  await createLead(org.rep2, { last_name: "Hart", email: "eve@acme.example", owner_id: org.rep2.actor.userId });
  await deliver("ada@acme.example", "a1", 1);
  await deliver("eve@acme.example", "e1", 2);
  await deliver("ada@acme.example", "a2", 3, "Subject: Re: Hi\r\nIn-Reply-To: <a1>");
  expect((await list()).data.map((one) => one.lead.name)).toEqual(["Byron", "Hart"]);
  expect((await list(org.rep2.actor.userId)).data.map((one) => one.lead.name)).toEqual(["Hart"]);
  const first = await list(null, 1);
  expect((await list(null, 1, first.next_cursor ?? "")).data.map((one) => one.lead.name)).toEqual(["Hart"]);
  expect((await list()).data[0]).toMatchObject({ needs_reply: true, reply_class: "positive", preview: "Sounds good" });
});

test("shows what was said oldest first, the HTML cleaned, and takes a person's word on what it comes to", async () => {
  await createLead(org.rep1, { last_name: "Byron", email: "ada@acme.example" });
  await deliver(
    "ada@acme.example",
    "a1",
    1,
    "Subject: Hi\r\nContent-Type: text/html",
    "<p onclick=x()>Hello</p><script>1</script>",
  );
  await deliver("ada@acme.example", "a2", 2, "Subject: Re: Hi\r\nIn-Reply-To: <a1>", "Not interested, thank you.");
  const id = (await list()).data[0]?.id ?? "";
  const shown = await open(id);
  expect(shown.messages.map((one) => [one.html, one.arrival?.kind])).toEqual([
    ["<p>Hello</p>", "human"],
    [null, "human"],
  ]);
  expect(shown).toMatchObject({ reply_class: "negative", evidence: "Not interested, thank you.", corrected_by: null });
  await correctReplyClass(org.rep2, { thread_id: id, reply_class: "neutral" });
  await deliver("ada@acme.example", "a3", 3, "Subject: Re: Hi\r\nIn-Reply-To: <a2>", "Sounds great, let's talk");
  expect(await open(id)).toMatchObject({ reply_class: "neutral", corrected_by: "rep2" });
  const stranger = await mintOrganization();
  await expect(open(id, stranger.admin)).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(correctReplyClass(stranger.admin, { thread_id: id, reply_class: "urgent" })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
});

test("stops all contact when a person says that an answer asks for that", async () => {
  const { id: lead } = await createLead(org.rep1, { last_name: "Byron", email: "ada@acme.example" });
  await deliver("ada@acme.example", "a1", 1, "Subject: Hi", "We should leave it at that, all of you.");
  const id = (await list()).data[0]?.id ?? "";
  await correctReplyClass(org.rep2, { thread_id: id, reply_class: "unsubscribe" });
  await correctReplyClass(org.rep2, { thread_id: id, reply_class: "unsubscribe" });
  const blocked = await admin`select value_norm, source, evidence, reason from dnc_entries where org_id = ${org.orgId}`;
  expect([...blocked]).toEqual([
    {
      value_norm: "ada@acme.example",
      source: "manual",
      evidence: "We should leave it at that, all of you.",
      reason: "rep2 read in their answer that they want to be left alone",
    },
  ]);
  const planned = logContact(org.rep1, { lead_id: lead, method: "email" });
  await expect(planned).rejects.toMatchObject({ code: "DNC_BLOCKED" });
});

test("shows the newest messages of one that has no end", async () => {
  const { id: lead } = await createLead(org.rep1, { last_name: "Byron", email: "ada@acme.example" });
  await deliver("ada@acme.example", "a1", 1, "Subject: Hi", "The newest words");
  const id = (await list()).data[0]?.id ?? "";
  await admin`
    insert into communications (org_id, lead_id, source, intent, channel, direction, status, occurred_at, thread_id, body)
    select ${org.orgId}, ${lead}, 'import', 'happened', 'email', 'inbound', 'received', ${org.rep1.now}::timestamptz - n * interval '1 hour', ${id}, 'Word ' || n
    from generate_series(1, 520) n`;
  const { messages } = await open(id);
  expect([messages.length, messages[0]?.body, messages.at(-1)?.body]).toEqual([500, "Word 499", "The newest words"]);
});
