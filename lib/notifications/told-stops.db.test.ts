import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { untilAllSealed } from "@/db/testing/sealed";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { currentTime, plusSeconds } from "@/lib/core/time";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { captureIn } from "@/lib/mail/open-captured-line";
import { addMailbox } from "@/lib/mailboxes/add-mailbox";
import { queueMessage } from "@/lib/sending/queue-message";
import { checkReputation } from "@/lib/sending-limits/check-reputation";
import { pauseSending } from "@/lib/sending-limits/pause-sending";
import { resumeSending } from "@/lib/sending-limits/resume-sending";
import type { Ways } from "@/lib/ways/open-ways";
import { contextOf } from "@/lib/worker/organization-context";
import { changeNotifications } from "./change-notifications";
import { listNotifications } from "./queries";
import { recordNotifications } from "./record-notifications";
import { notificationPath, notificationSentence } from "./sentence-rules";

const { admin } = await testDatabase();
process.env.TOUCHLINE_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
const folder = mkdtempSync(join(tmpdir(), "captured-"));
const ways: Ways = {
  fallback: "smtp",
  ...captureIn(folder),
};

let org: MintedOrganization;
let mailbox: string;
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  const smtp = { host: "smtp.acme.example", port: 465 };
  mailbox = (await addMailbox(org.rep1, { address: "rep1@acme.example", smtp })).id;
});

const now = (ctx: Context) => at(ctx, currentTime());
const worker = (seconds: number): Context => ({ ...contextOf(org.orgId), now: plusSeconds(currentTime(), seconds) });

/** Five messages leave from this person's mailbox, and two of their readers report them as spam. */
async function complain(ctx: Context): Promise<void> {
  for (const nth of [1, 2, 3, 4, 5]) {
    const email = `doe${nth}@${newId()}.example`;
    const lead = await createLead(now(ctx), { last_name: `Doe ${nth}`, email });
    await queueMessage(now(ctx), { lead_id: lead.id, channel: "email", subject: "Hi", body_text: `Text ${email}` });
  }
  await sendMessages({ context: () => worker(11), worker: newId(), ways });
  await admin`
    insert into communication_events (org_id, communication_id, kind, at, provider, provider_event_id)
    select org_id, id, 'complained', now(), 'test', id::text from communications
    where org_id = ${org.orgId} and user_id = ${ctx.actor.userId} limit 2`;
}

const tell = async () => {
  await untilAllSealed(admin, org.orgId);
  await recordNotifications(now(contextOf(org.orgId)), {});
};
const toldTo = async (ctx: Context) => {
  const page = await read(now(ctx), "notifications:read", (tx) => listNotifications(tx, now(ctx), { limit: 50 }));
  return page.data.map((one) => [notificationSentence(one), notificationPath(one)]);
};
const reported = "2 of the last 5 were reported as spam. Find out who did not want them before going on.";

test("a mailbox that stops by itself tells its owner and the admins, once, why and where it goes on", async () => {
  await complain(org.rep1);
  // Two workers look at once.
  const stops = await Promise.all([checkReputation(worker(12), {}), checkReputation(worker(12), {})]);
  expect(stops.reduce((sum, one) => sum + one.stopped, 0)).toBe(1);
  await checkReputation(worker(13), {});
  await tell();
  await tell();
  const told = [[`Nothing leaves from rep1@acme.example any more: ${reported}`, `/settings/mailboxes#${mailbox}`]];
  expect(await toldTo(org.rep1)).toEqual(told);
  expect(await toldTo(org.admin)).toEqual(told);
  expect(await toldTo(org.manager)).toEqual([]);
  expect(await toldTo(org.rep2)).toEqual([]);
});

test("when everything stops, managers and admins are told: they let it go on", async () => {
  await complain(org.rep2);
  const stops = await Promise.all([checkReputation(worker(12), {}), checkReputation(worker(12), {})]);
  expect(stops.reduce((sum, one) => sum + one.stopped, 0)).toBe(1);
  await tell();
  const told = [[`Nothing leaves any more: ${reported}`, "/settings/mailboxes"]];
  expect(await toldTo(org.manager)).toEqual(told);
  expect(await toldTo(org.admin)).toEqual(told);
  expect(await toldTo(org.rep2)).toEqual([]);
});

test("whoever stops a colleague's mailbox tells them; their own stop and a kind switched off tell nobody", async () => {
  await changeNotifications(now(org.admin), { kind: "message_stopped", on: false });
  await pauseSending(now(org.rep1), { mailbox_id: mailbox, reason: "On holiday" });
  await tell();
  expect([await toldTo(org.rep1), await toldTo(org.admin)]).toEqual([[], []]);
  await resumeSending(now(org.rep1), { mailbox_id: mailbox });
  await pauseSending(now(org.admin), { mailbox_id: mailbox, reason: "The domain moves" });
  await tell();
  const sentence = `${org.admin.actor.name} stopped what leaves from rep1@acme.example: The domain moves`;
  expect(await toldTo(org.rep1)).toEqual([[sentence, `/settings/mailboxes#${mailbox}`]]);
});
