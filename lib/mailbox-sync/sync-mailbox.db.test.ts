import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { ImapServer } from "@/db/testing/imap-server";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { read } from "@/lib/core/read";
import { createLead } from "@/lib/leads/create-lead";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { getMailbox, toMailbox } from "@/lib/mailboxes/queries";
import { updateMailbox } from "@/lib/mailboxes/update-mailbox";
import { contextOf } from "@/lib/worker/organization-context";
import { openConnection } from "./open-connection";
import { syncMailbox } from "./sync-mailbox";
import { watchMailbox } from "./watch-mailbox";

const { admin } = await testDatabase();
vi.stubEnv("TOUCHLINE_ENCRYPTION_KEY", Buffer.alloc(32, 7).toString("base64"));
vi.stubEnv("TOUCHLINE_PRIVATE_HOSTS", "1");
afterAll(() => void vi.unstubAllEnvs());

let org: MintedOrganization;
let imap: ImapServer;
let mailbox: string;
let lead: string;
beforeEach(async () => {
  [org, imap] = [await mintOrganization({ calm: true }), await ImapServer.start()];
  lead = (await createLead(org.rep1, { last_name: "Byron", email: "ada@acme.example" })).id;
  const host = { host: "127.0.0.1", port: imap.port, security: "none" as const, username: "rep1", password: "secret" };
  mailbox = (await addMailbox(org.rep1, { address: "rep1@us.example", smtp: host, imap: host })).id;
});
afterEach(() => imap.stop());

const eml = (id: string, from: string, to: string, more = "") =>
  `From: ${from}\nTo: ${to}\nDate: Fri, 20 Nov 2026 09:0${id.length % 10}:00 +0000\nMessage-ID: <${id}>\nSubject: Offer\n${more}\n\nWords of ${id}, told from others.`;
const theirs = (id: string, more = "") => imap.add("INBOX", eml(id, "ada@acme.example", "rep1@us.example", more));
const ours = (id: string) => imap.add("Sent", eml(id, "rep1@us.example", "ada@acme.example"));

async function sync() {
  // As the worker reads: in nobody's name.
  const ctx = contextOf(org.orgId);
  const open = await openConnection(ctx, mailbox);
  try {
    const counts = await syncMailbox(ctx, open);
    return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  } finally {
    open.client.close();
  }
}
const row = async () => (await admin`select reply_count, contact_count from leads where id = ${lead}`)[0];

test("reads INBOX and Sent once: answers find what they answer, and what is read again is stored no second time", async () => {
  theirs("r1", "In-Reply-To: <o1>");
  ours("o1");
  imap.add("INBOX", eml("n1", "news@shop.example", "rep1@us.example", "List-Unsubscribe: <x>\nPrecedence: bulk"));
  expect(await sync()).toEqual({ sent: 1, reply: 1, ignored: 1 });
  expect(await row()).toEqual({ reply_count: 1, contact_count: 1 });
  expect(await sync()).toEqual({});
  theirs("r2");
  expect(await sync()).toEqual({ reply: 1 });
});

test("keeps what the worker reads in nobody's name: an answer that stops all contact, an automatic one, and a stranger's", async () => {
  const told = "Content-Type: text/plain\nAuto-Submitted: auto-replied";
  ours("o1");
  theirs("s333", "In-Reply-To: <o1>\nX: y\n\nstop\n\n>");
  theirs("a55555", `In-Reply-To: <o1>\n${told}`);
  imap.add("INBOX", eml("u1", "eve@other.example", "rep1@us.example"));
  expect(await sync()).toEqual({ sent: 1, reply: 1, automatic: 1, unmatched: 1 });
  const [found] = await admin`
    select (select sync_error from mailboxes where id = ${mailbox}) as problem,
      (select count(*)::int from dnc_entries where org_id = ${org.orgId} and value_norm = 'ada@acme.example') as blocked,
      (select count(*)::int from events where org_id = ${org.orgId} and kind = 'lead.replied' and actor_id is null and actor_name = 'Touchline') as told`;
  expect(found).toEqual({ problem: null, blocked: 1, told: 1 });
});

test("finds what was put away before anybody read it, each message once in whatever folders it is, and nothing that is only a draft", async () => {
  imap.open("All");
  const lately = new Date(Date.now() - 5 * 86_400_000).toUTCString();
  const dated = (id: string, from: string, to: string, date: string) =>
    eml(id, from, to).replace(/Date: .*/, `Date: ${date}`);
  imap.add("All", dated("old", "ada@acme.example", "rep1@us.example", "Fri, 20 Nov 2020 09:00:00 +0000"));
  const both = dated("r1", "ada@acme.example", "rep1@us.example", lately);
  imap.add("INBOX", both);
  imap.add("All", both);
  const sent = dated("o1", "rep1@us.example", "ada@acme.example", lately);
  imap.add("Sent", sent);
  imap.add("All", sent);
  imap.add("All", dated("r22", "ada@acme.example", "rep1@us.example", lately));
  imap.add("All", dated("d1", "rep1@us.example", "ada@acme.example", lately), "\\Draft");
  expect(await sync()).toEqual({ sent: 1, reply: 2, repeat: 2 });
  expect(await row()).toEqual({ reply_count: 2, contact_count: 1 });
  expect(await sync()).toEqual({});
  imap.add("All", dated("r333", "ada@acme.example", "rep1@us.example", lately));
  expect(await sync()).toEqual({ reply: 1 });
});

test("reads the folders that its owner chose, from the next look on, and says when one is gone", async () => {
  const find = async () =>
    (await read(org.rep1, "mailboxes:read", async (tx) => toMailbox(tx, await getMailbox(tx, mailbox)))).folders;
  imap.open("Archive");
  const ctx = contextOf(org.orgId);
  const open = await openConnection(ctx, mailbox);
  await syncMailbox(ctx, open);
  expect((await find()).map((one) => [one.path, one.use, one.read])).toEqual([
    ["INBOX", "inbox", true],
    ["Archive", "archive", true],
    ["Sent", "sent", true],
  ]);
  await updateMailbox(org.rep1, { mailbox_id: mailbox, folders: ["Sent"] });
  await expect(updateMailbox(org.rep1, { mailbox_id: mailbox, folders: ["Nowhere"] })).rejects.toThrow("Nowhere");
  await expect(updateMailbox(org.rep2, { mailbox_id: mailbox, folders: null })).rejects.toThrow("colleague");
  theirs("r1");
  ours("o1");
  expect(await syncMailbox(ctx, open)).toMatchObject({ reply: 0, sent: 1 });
  await updateMailbox(org.rep1, { mailbox_id: mailbox, folders: ["INBOX", "Archive"] });
  expect(await syncMailbox(ctx, open)).toMatchObject({ reply: 1, sent: 0 });
  delete imap.folders.Archive;
  await syncMailbox(ctx, open);
  const [{ sync_error } = {}] = await admin`select sync_error from mailboxes where id = ${mailbox}`;
  expect(sync_error).toBe('The folder "Archive" is not there any more. Choose anew what is read.');
  await updateMailbox(org.rep1, { mailbox_id: mailbox, folders: null });
  await syncMailbox(ctx, open);
  open.client.close();
  expect((await find()).every((one) => one.read)).toBe(true);
});

test("reads a folder from the beginning when the server numbers it anew, and stores nothing twice", async () => {
  for (const id of ["r1", "r22", "r333"]) theirs(id);
  await sync();
  imap.renumber("INBOX");
  theirs("r4444");
  expect(await sync()).toEqual({ repeat: 3, reply: 1 });
  expect((await row())?.reply_count).toBe(4);
});

test("goes on where it was cut off", async () => {
  for (let n = 0; n < 120; n++) theirs(`r${n}`);
  imap.cutAfter = 70;
  await expect(sync()).rejects.toThrow();
  expect((await row())?.reply_count).toBe(50);
  expect(await sync()).toEqual({ reply: 70 });
  expect((await row())?.reply_count).toBe(120);
});

test("a message that cannot be stored holds up no other, and is named", async () => {
  await admin`alter table inbound_messages add constraint no_poison check (body not like '%poison1,%')`;
  for (const id of ["r1", "poison1", "r333"]) theirs(id);
  expect(await sync()).toEqual({ reply: 2 });
  const [found] = await admin`select sync_error, sync_cursor from mailboxes where id = ${mailbox}`;
  expect(found?.sync_error).toBe('The message "Offer" could not be stored. The others were.');
  await admin`alter table inbound_messages drop constraint no_poison`;
  theirs("r4444");
  expect(await sync()).toEqual({ reply: 1 });
});

test("says in words what is wrong with the mailbox, and nothing of its password", async () => {
  imap.refuses = true;
  const ended = new AbortController();
  const watching = watchMailbox(contextOf(org.orgId), mailbox, { signal: ended.signal, warn: () => {} });
  await vi.waitFor(async () => {
    const [found] = await admin`select sync_error from mailboxes where id = ${mailbox}`;
    expect(found?.sync_error).toBe("The server did not accept the user name or password. Enter them again.");
  }, 60_000);
  ended.abort();
  await watching;
});

test("listens: a message that arrives is there without being asked for, and again after the line was cut", async () => {
  const ended = new AbortController();
  const watching = watchMailbox(contextOf(org.orgId), mailbox, { signal: ended.signal, warn: () => {} });
  const replies = (n: number) =>
    vi.waitFor(async () => expect((await row())?.reply_count).toBe(n), { timeout: 60_000, interval: 50 });
  await vi.waitFor(() => expect(imap.commands).toContain("IDLE"), 60_000);
  theirs("r1");
  await replies(1);
  imap.cutAll();
  theirs("r22");
  await replies(2);
  expect(imap.connections).toBeGreaterThan(1);
  ended.abort();
  await watching;
});
