import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { ImapServer } from "@/db/testing/imap-server";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { openConnection } from "@/lib/mailbox-sync/open-connection";
import { syncMailbox } from "@/lib/mailbox-sync/sync-mailbox";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { queueMessage } from "@/lib/sending/queue-message";
import { openWays } from "@/lib/ways/open-ways";
import { savesByItself } from "./rules";
import { storeCopies } from "./store-copies";

const { admin } = await testDatabase();
vi.stubEnv("TOUCHLINE_ENCRYPTION_KEY", Buffer.alloc(32, 7).toString("base64"));
vi.stubEnv("TOUCHLINE_PRIVATE_HOSTS", "1");
afterAll(() => void vi.unstubAllEnvs());

let org: MintedOrganization;
let imap: ImapServer;
let smtp: ScriptedSmtp;
let mailbox: string;
let lead: string;
beforeEach(async () => {
  [org, imap, smtp] = [await mintOrganization({ calm: true }), await ImapServer.start(), await startScriptedSmtp()];
  lead = (await createLead(org.rep1, { last_name: "Byron", email: "ada@acme.example" })).id;
  const host = { host: "127.0.0.1", security: "none" as const, username: "rep1" };
  mailbox = (
    await addMailbox(org.rep1, {
      address: "rep1@us.example",
      smtp: { ...host, port: smtp.port },
      imap: { ...host, port: imap.port, password: "secret" },
    })
  ).id;
});
afterEach(async () => void (await Promise.all([imap.stop(), smtp.stop()])));

const asWorker = (seconds: number): Context => ({
  ...at(org.admin, new Date(Date.now() + seconds * 1000)),
  actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] },
});
async function send(subject = "Depots"): Promise<string> {
  const given = { lead_id: lead, channel: "email", subject, body_text: "Shall we talk?" };
  const { message_id } = await queueMessage(org.rep1, given);
  expect(
    await sendMessages({ context: () => asWorker(11), worker: newId(), ways: openWays({ NODE_ENV: "test" }) }),
  ).toBe(1);
  return message_id;
}
const inSent = () => imap.folder("Sent").messages.map((one) => one.raw);
/** Two minutes later, when a server that keeps a copy by itself has done so. */
const later = () => asWorker(140);
async function sync() {
  const open = await openConnection(org.rep1, mailbox);
  try {
    return await syncMailbox(org.rep1, open);
  } finally {
    open.client.close();
  }
}
const touches = async () => (await admin`select contact_count from leads where id = ${lead}`)[0]?.contact_count;

test("what left stands in the Sent folder once, under its own name, and is counted no second time when it is read", async () => {
  const messageId = await send();
  expect(await storeCopies(asWorker(30))).toEqual({ stored: 0 });
  const workers = await Promise.all([storeCopies(later()), storeCopies(later()), storeCopies(later())]);
  expect(workers.reduce((sum, one) => sum + one.stored, 0)).toBe(1);
  expect(inSent()).toHaveLength(1);
  expect(inSent()[0]).toContain(messageId);
  expect(inSent()[0]).toContain("Shall we talk?");
  expect(await touches()).toBe(1);
  expect(await sync()).toMatchObject({ sent: 0, repeat: 1 });
  expect(await touches()).toBe(1);
});

test("a server that keeps a copy by itself gets none, by what it says it can or by what is there", async () => {
  const messageId = await send();
  imap.add("Sent", `From: rep1@us.example\nTo: ada@acme.example\nMessage-ID: ${messageId}\n\nShall we talk?`);
  expect(await storeCopies(later())).toEqual({ stored: 0 });
  imap.copies = true;
  lead = (await createLead(org.rep1, { last_name: "Roe", email: "roe@b.example" })).id;
  await send("Ramps");
  expect(await storeCopies(later())).toEqual({ stored: 0 });
  expect(inSent()).toHaveLength(1);
  expect(savesByItself("smtp.gmail.com", [])).toBe(true);
  expect(savesByItself("outlook.office365.com", [])).toBe(true);
  expect(savesByItself("imap.notgmail.example", ["IDLE"])).toBe(false);
});

test("a mailbox that cannot be reached is tried again, and nothing of what was sent changes", async () => {
  await send();
  imap.refuses = true;
  expect(await storeCopies(later())).toEqual({ stored: 0 });
  imap.refuses = false;
  expect(await storeCopies(later())).toEqual({ stored: 1 });
  const [row] = await admin`select status from communications where lead_id = ${lead}`;
  expect(row?.status).toBe("sent");
});
