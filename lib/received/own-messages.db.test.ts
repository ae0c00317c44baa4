import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { parseReceived } from "@/lib/arrivals/parse-received";
import { newId } from "@/lib/core/ids";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { captureIn } from "@/lib/mail/open-captured-line";
import { queueMessage } from "@/lib/sending/queue-message";
import { receiveMessages } from "./receive-messages";

const { admin } = await testDatabase();
const folder = mkdtempSync(join(tmpdir(), "own-"));
const ways = {
  fallback: "captured" as const,
  ...captureIn(folder),
};

let org: MintedOrganization;
let ada: string;
let id: string;
let raw: Buffer;
/** The name in the header of the mail as it left. */
let name: string;
const later = () => new Date(Date.now() + 20_000);
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  ada = `ada@${org.slug}-lead.example`;
  const lead = (await createLead(org.rep1, { first_name: "Ada", email: ada })).id;
  const message = { lead_id: lead, channel: "email", subject: "Offer", body_text: "Shall we talk?" } as const;
  id = (await queueMessage(org.rep1, message)).id;
  await sendMessages({ context: () => at(org.admin, later()), worker: newId(), ways });
  raw = readFileSync(join(folder, `${id}.eml`));
  name = /^Message-ID: (<[^>]+>)/im.exec(raw.toString())?.[1] ?? "";
});

const receive = async (mail: Buffer, sent = false) =>
  receiveMessages(at(org.rep1, later()), {
    place: { sent },
    messages: [await parseReceived(mail, later(), later())],
  });
const eml = (...lines: string[]) => Buffer.from([...lines, ""].join("\r\n"));
const row = async () => (await admin`select status, thread_id, replied_by_id from communications where id = ${id}`)[0];

test("an answer to a message that left from here answers that very message", async () => {
  const date = new Date().toUTCString();
  const from = "From: Ada <ada@elsewhere.example>";
  const head = [from, `To: rep1@${org.slug}.example`, `Date: ${date}`, "Message-ID: <r1@x>", "Subject: Re: Offer"];
  expect(await receive(eml(...head, `In-Reply-To: ${name}`, "", "Yes, gladly."))).toMatchObject({ reply: 1 });
  const [answer] =
    await admin`select id, thread_id from communications where org_id = ${org.orgId} and message_id = 'r1@x'`;
  expect(await row()).toMatchObject({ replied_by_id: answer?.id, thread_id: answer?.thread_id });
});

test("a copy in the Sent folder of a message that left from here is no second touch, whichever lead has the address too", async () => {
  await createLead(org.rep1, { first_name: "Ada", last_name: "Again", email: ada });
  await admin`update leads set created_at = created_at - interval '1 year', updated_at = updated_at where org_id = ${org.orgId} and last_name = 'Again'`;
  await admin`update leads set last_contacted_at = now() + interval '1 hour' where org_id = ${org.orgId} and last_name = 'Again'`;
  expect(await receive(raw, true)).toMatchObject({ sent: 0, repeat: 1 });
  const [count] = await admin`select count(*)::int as n from communications where org_id = ${org.orgId}`;
  expect(count?.n).toBe(1);
});

test("a bounce that names a message that left from here is that message's end", async () => {
  const head = ["From: Mail Delivery System <mailer-daemon@mx.example>", `To: rep1@${org.slug}.example`];
  const parts = [
    ...head,
    `Date: ${new Date().toUTCString()}`,
    "Message-ID: <b1@mx.example>",
    "Subject: Undelivered Mail Returned to Sender",
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "User unknown",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    "Reporting-MTA: dns; mx.example",
    "",
    `Final-Recipient: rfc822; ${ada}`,
    "Action: failed",
    "Status: 5.1.1",
    "--b",
    "Content-Type: text/rfc822-headers",
    "",
    `Message-ID: ${name}`,
    `To: ${ada}`,
    "--b--",
  ];
  expect(await receive(eml(...parts))).toMatchObject({ report: 1 });
  expect(await row()).toMatchObject({ status: "bounced" });
});
