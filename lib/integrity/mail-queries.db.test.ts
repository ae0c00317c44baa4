import type postgres from "postgres";
import { expect, test } from "vitest";
import { inOrganization } from "@/db/tenant";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { newId } from "@/lib/core/ids";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { receiveMessages } from "@/lib/received/receive-messages";
import { queueMessage } from "@/lib/sending/queue-message";
import { checkOrganization } from "./queries";

const { admin } = await testDatabase();

/** Ours, their answer, and one of ours that came back. */
async function receiveMail({ rep1, slug }: MintedOrganization): Promise<void> {
  await createLead(rep1, { last_name: "Mia", email: "mia@mia.example" });
  const day = (hours: number) => new Date(rep1.now.getTime() - 3 * 86_400_000 + hours * 3_600_000);
  const us = { email: `rep1@${slug}.example`, norm: `rep1@${slug}.example`, name: "" };
  const mia = { email: "mia@mia.example", norm: "mia@mia.example", name: "" };
  const none = {
    in_reply_to: [],
    references: [],
    cc: [],
    bcc: [],
    list_post: [],
    html: null,
    evidence: "e",
    recipient: null,
    hard: null,
  };
  const rest = { ...none, return_date: null, about_message_id: null, subject: "Dates", kind: "human" };
  const ours = { ...rest, message_id: "o", from: us, to: [mia], at: day(0), text: "Dates for you" };
  const answer = { ...rest, message_id: "r", from: mia, to: [us], at: day(1), text: "Good", in_reply_to: ["o"] };
  const daemon = { email: "mailer-daemon@x.example", norm: "mailer-daemon@x.example", name: "" };
  const report = { kind: "bounce", hard: true, about_message_id: "o" };
  const back = { ...rest, message_id: "b", from: daemon, to: [us], at: day(2), text: "No", ...report };
  await receiveMessages(rep1, { messages: [ours, answer, back] });
}

const broken = async (orgId: string) =>
  (await inOrganization(orgId, checkOrganization)).filter((check) => !check.ok).map(({ name, count }) => [name, count]);

test.each([
  ["received_mail", "update inbound_messages set kind = 'auto_reply' where org_id = $1 and kind = 'human'"],
  ["received_mail", "update inbound_messages set communication_id = null where org_id = $1 and kind = 'human'"],
  ["thread_links", "update thread_links set thread_id = new_id() where org_id = $1 and message_id = 'r'"],
  ["bounced_addresses", "update contact_points set bounce_state = null where org_id = $1"],
] as const)("%s finds: %s", async (name, sql) => {
  const org = await mintOrganization({ calm: true });
  await receiveMail(org);
  expect(await broken(org.orgId)).toEqual([]);
  await admin.begin(async (tx: postgres.TransactionSql) => {
    await tx`set local session_replication_role = replica`;
    await tx.unsafe(sql, [org.orgId]);
  });
  expect(await broken(org.orgId)).toEqual([[name, 1]]);
});

test("bounced_addresses finds an address that its server refused and that is not marked; one given anew since is nobody's fault", async () => {
  const { orgId, rep1, admin: worker } = await mintOrganization({ calm: true });
  const { id: lead_id } = await createLead(rep1, { last_name: "Mia", email: "mia@mia.example" });
  await queueMessage(rep1, { lead_id, channel: "email", subject: "Dates", body_text: "Dates for you" });
  const send = async () => ({ kind: "rejected", response: "550 nobody here", address: "hard" }) as const;
  const ways = { fallback: "smtp", line: async () => ({ send, close: () => {} }), journal: async () => null } as const;
  const later = new Date(rep1.now.getTime() + 11_000);
  expect(await sendMessages({ context: () => at(worker, later), worker: newId(), ways })).toBe(1);
  expect(await broken(orgId)).toEqual([]);
  await admin`update contact_points set bounce_state = null where org_id = ${orgId} and kind = 'email'`;
  expect(await broken(orgId)).toEqual([["bounced_addresses", 1]]);
  await admin`update contact_points set created_at = ${new Date(later.getTime() + 1)} where org_id = ${orgId}`;
  expect(await broken(orgId)).toEqual([]);
});
