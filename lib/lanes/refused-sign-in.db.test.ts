import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { ImapServer } from "@/db/testing/imap-server";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime, plusSeconds } from "@/lib/core/time";
import { createLead } from "@/lib/leads/create-lead";
import { checkMailbox } from "@/lib/mailbox-checks/check-mailbox";
import { openConnection } from "@/lib/mailbox-sync/open-connection";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { recordSignIn } from "@/lib/mailboxes/record-sign-in";
import { updateMailbox } from "@/lib/mailboxes/update-mailbox";
import { listNotifications } from "@/lib/notifications/queries";
import { recordNotifications } from "@/lib/notifications/record-notifications";
import { queueMessage } from "@/lib/sending/queue-message";
import { pauseSending } from "@/lib/sending-limits/pause-sending";
import { openWays } from "@/lib/ways/open-ways";
import { contextOf } from "@/lib/worker/organization-context";
import { sendMessages } from "./send-messages";

const { admin } = await testDatabase();
vi.stubEnv("TOUCHLINE_ENCRYPTION_KEY", Buffer.alloc(32, 7).toString("base64"));
vi.stubEnv("TOUCHLINE_PRIVATE_HOSTS", "1");
afterAll(() => void vi.unstubAllEnvs());

let org: MintedOrganization;
let smtp: ScriptedSmtp;
let imap: ImapServer;
let password = "first";
let mailbox: string;
const host = (port: number, secret: string) =>
  ({ host: "127.0.0.1", port, security: "none", username: "rep1", password: secret }) as const;
beforeEach(async () => {
  [org, imap] = [await mintOrganization({ calm: true }), await ImapServer.start()];
  password = "first";
  smtp = await startScriptedSmtp((_account, secret) => secret === password);
  const servers = { smtp: host(smtp.port, "first"), imap: host(imap.port, "first") };
  mailbox = (await addMailbox(org.rep1, { address: "rep1@us.example", ...servers })).id;
});
afterEach(async () => void (await Promise.all([smtp.stop(), imap.stop()])));

const worker = (seconds: number) => ({ ...contextOf(org.orgId), now: plusSeconds(currentTime(), seconds) });
const send = (seconds: number) =>
  sendMessages({ context: () => worker(seconds), worker: newId(), ways: openWays({ NODE_ENV: "test" }) });
const queue = async (count: number) => {
  for (let nth = 1; nth <= count; nth++) {
    const lead = await createLead(org.rep1, { last_name: `Doe ${nth}`, email: `doe@w${nth}.example` });
    await queueMessage(org.rep1, { lead_id: lead.id, channel: "email", subject: "Hi", body_text: `Text ${nth}` });
  }
};
const messages = async () =>
  (
    await admin`select status, retry_count, count(*)::int as n from communications where org_id = ${org.orgId} group by 1, 2`
  ).map(({ status, retry_count, n }) => `${n} ${status} after ${retry_count}`);
const standing = async () =>
  (
    await admin`select state, paused_reason as reason, settings ->> 'paused_for' as way from mailboxes where id = ${mailbox}`
  )[0];
const open = async () => (await openConnection(contextOf(org.orgId), mailbox)).client.close();
const bell = async () => {
  await untilAllSealed(admin, org.orgId);
  await recordNotifications(at(contextOf(org.orgId), currentTime()), {});
  const told = async (ctx: typeof org.rep1) =>
    (await read(ctx, "notifications:read", (tx) => listNotifications(tx, ctx, { limit: 50 }))).data.map(
      (one) => one.stopped?.reason,
    );
  return { rep1: await told(org.rep1), rep2: await told(org.rep2) };
};
const words = expect.stringMatching(/does not take the user name or password any more. Press "Servers".*5\.7\.8/);

test("a password that was changed stops its mailbox, tells its owner once, fails no message, and a new one lets all of them go", async () => {
  await queue(5);
  password = "second";
  await send(11);
  expect(await standing()).toEqual({ state: "paused", reason: words, way: "sending" });
  expect(await messages()).toEqual(["5 queued after 0"]);
  expect(await bell()).toEqual({ rep1: [words], rep2: [] });
  expect(await send(40_000)).toBe(0);
  await updateMailbox(org.rep1, { mailbox_id: mailbox, smtp: host(smtp.port, "second") });
  expect(await standing()).toMatchObject({ state: "active", reason: null, way: null });
  await send(40_001);
  expect(await messages()).toEqual(["5 sent after 0"]);
  expect(smtp.received.size).toBe(5);
});

test("a word on the password before this one pauses nothing", async () => {
  const version = async () => (await admin`select version from mailboxes where id = ${mailbox}`)[0]?.version;
  const before = await version();
  await updateMailbox(org.rep1, { mailbox_id: mailbox, smtp: host(smtp.port, "second") });
  const refused = { mailbox_id: mailbox, way: "sending", refused: "535" };
  expect(await recordSignIn(worker(1), { ...refused, version: before })).toEqual({ changed: false });
  expect(await recordSignIn(worker(1), { ...refused, version: await version() })).toEqual({ changed: true });
});

test("a password that reading refuses stops the mailbox too, and it goes on by itself when the server takes it again", async () => {
  imap.refuses = true;
  await expect(open()).rejects.toThrow();
  const reason = expect.stringMatching(/^The server that it is read from does not take.*wrong password/);
  expect(await standing()).toEqual({ state: "paused", reason, way: "reading" });
  imap.refuses = false;
  await open();
  expect(await standing()).toMatchObject({ state: "active", reason: null, way: null });
});

test.each([
  ["LOGIN failed", true],
  ["Invalid credentials", true],
  ["[AUTHORIZATIONFAILED] not yours", true],
  ["[UNAVAILABLE] directory is away", false],
  ["Temporary authentication failure", false],
  ["Maximum number of connections, try again", false],
])("a server that is read from and says %s stops the mailbox: %s", async (refusal, stops) => {
  Object.assign(imap, { refuses: true, refusal });
  await expect(open()).rejects.toThrow();
  expect((await standing())?.state).toBe(stops ? "paused" : "active");
});

test("a server to read from that is not there stops nothing", async () => {
  await imap.stop();
  await expect(open()).rejects.toThrow();
  expect((await standing())?.state).toBe("active");
});

test("a test that finds every server open lets it go on; what a person paused stays paused", async () => {
  await queue(1);
  password = "second";
  await send(11);
  await checkMailbox(org.rep1, { mailbox_id: mailbox });
  expect(await standing()).toMatchObject({ state: "paused" });
  password = "first";
  await checkMailbox(org.rep1, { mailbox_id: mailbox });
  expect(await standing()).toMatchObject({ state: "active", reason: null });
  await pauseSending(org.rep1, { mailbox_id: mailbox, reason: "On holiday" });
  await checkMailbox(org.rep1, { mailbox_id: mailbox });
  await updateMailbox(org.rep1, { mailbox_id: mailbox, smtp: host(smtp.port, "first") });
  await open();
  expect(await standing()).toEqual({ state: "paused", reason: "On holiday", way: null });
});
