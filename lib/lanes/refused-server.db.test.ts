import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { type ScriptedSmtp, startScriptedSmtp } from "@/db/testing/scripted-smtp";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime, plusSeconds } from "@/lib/core/time";
import { createLead } from "@/lib/leads/create-lead";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { listNotifications } from "@/lib/notifications/queries";
import { recordNotifications } from "@/lib/notifications/record-notifications";
import { notificationSentence } from "@/lib/notifications/sentence-rules";
import { queueMessage } from "@/lib/sending/queue-message";
import { getSendingState } from "@/lib/sending-limits/queries";
import { openWays } from "@/lib/ways/open-ways";
import { contextOf } from "@/lib/worker/organization-context";
import { sendMessages } from "./send-messages";

const { admin } = await testDatabase();
vi.stubEnv("TOUCHLINE_ENCRYPTION_KEY", Buffer.alloc(32, 7).toString("base64"));
vi.stubEnv("TOUCHLINE_PRIVATE_HOSTS", "1");
afterAll(() => void vi.unstubAllEnvs());

let org: MintedOrganization;
let smtp: ScriptedSmtp;
let password: string;
let asked: number;
beforeEach(async () => {
  [org, password, asked] = [await mintOrganization({ calm: true }), "second", 0];
  smtp = await startScriptedSmtp((account, secret) => {
    if (account === "operator") asked += 1;
    return secret === password;
  });
});
afterEach(() => smtp.stop());

const worker = (seconds: number) => ({ ...contextOf(org.orgId), now: plusSeconds(currentTime(), seconds) });
/** A worker as the operator starts it, with the password that the address of the server has. */
const send = (seconds: number, secret = "first") =>
  sendMessages({
    context: () => worker(seconds),
    worker: newId(),
    ways: openWays({ NODE_ENV: "test", SMTP_URL: `smtp://operator:${secret}@127.0.0.1:${smtp.port}` }),
  });
let nth = 0;
const queue = async (count: number, ctx = org.rep2) => {
  for (let left = count; left > 0; left--) {
    nth += 1;
    const lead = await createLead(ctx, { last_name: `Doe ${nth}`, email: `doe@s${nth}.example` });
    await queueMessage(ctx, { lead_id: lead.id, channel: "email", subject: "Hi", body_text: `Text ${nth}` });
  }
};
const messages = async () =>
  (
    await admin`select status, retry_count, count(*)::int as n from communications where org_id = ${org.orgId} group by 1, 2 order by 1`
  ).map(({ status, retry_count, n }) => `${n} ${status} after ${retry_count}`);
const standing = async () => (await read(org.rep1, "mailboxes:read", (tx) => getSendingState(tx))).refused?.reason;
const bell = async (ctx: typeof org.admin) => {
  await untilAllSealed(admin, org.orgId);
  await recordNotifications(at(contextOf(org.orgId), currentTime()), {});
  const { data } = await read(ctx, "notifications:read", (tx) => listNotifications(tx, ctx, { limit: 50 }));
  return data.filter((one) => one.kind === "message_stopped").map(notificationSentence);
};

const words = expect.stringMatching(/^127\.0\.0\.1 does not take the user name or password of SMTP_URL.*5\.7\.8/);

test("a password that the operator's server refuses fails no message, admins are told once, and a new one lets all of them go", async () => {
  await queue(12);
  await send(11);
  expect(await standing()).toEqual(words);
  expect(await messages()).toEqual(["12 queued after 0"]);
  expect(await bell(org.admin)).toEqual([
    expect.stringMatching(/^Emails of people without a mailbox wait: 127\.0\.0\.1 .*SMTP_URL/),
  ]);
  expect(await bell(org.rep2)).toEqual([]);
  for (let day = 1; day <= 8; day++) await send(day * 86_400);
  expect(await messages()).toEqual(["12 queued after 0"]);
  expect(await bell(org.admin)).toHaveLength(1);
  // Started anew with the right one, a moment after it was refused for the last time.
  expect(await send(8 * 86_400 + 61, "second")).toBe(12);
  expect(await messages()).toEqual(["12 sent after 0"]);
  expect(smtp.received.size).toBe(12);
  expect(await standing()).toBeUndefined();
});

test("a server that refused us is signed in to every five minutes, with one message", async () => {
  await queue(30);
  await send(11);
  asked = 0;
  for (const seconds of [72, 200, 290]) await send(seconds);
  expect(asked).toBe(0);
  await send(312);
  expect(asked).toBe(1);
  for (const seconds of [373, 500, 600]) await send(seconds);
  expect(asked).toBe(1);
  password = "first";
  expect(await send(613)).toBe(30);
  expect(await messages()).toEqual(["30 sent after 0"]);
});

test("what leaves by a mailbox is not held up by it", async () => {
  const server = {
    host: "127.0.0.1",
    port: smtp.port,
    security: "none",
    username: "rep1",
    password: "second",
  } as const;
  await addMailbox(org.rep1, { address: "rep1@us.example", smtp: server });
  await queue(20);
  await send(11);
  await queue(2, org.rep1);
  expect(await send(72)).toBe(2);
  expect(await messages()).toEqual(["20 queued after 0", "2 sent after 0"]);
});
