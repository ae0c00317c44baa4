import { expect, test } from "vitest";
import { at, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { logContact } from "@/lib/communications/log-contact";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { plusSeconds } from "@/lib/core/time";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { linkProvider } from "@/lib/mailboxes/link-provider";
import { queueMessage } from "@/lib/sending/queue-message";
import type { Ways } from "@/lib/ways/open-ways";
import { claimMessages } from "./claim-messages";
import { recordOutcomes } from "./record-outcomes";
import { startTexts } from "./start-texts";

const { admin } = await testDatabase();

// Whatever came before it: nothing, an answer, a call that was logged later or lies further back, a message that never left.
const stories = [
  "send",
  "send answer send",
  "call send",
  "answer send",
  "send late-call send",
  "answer late-call send answer send",
  "fail send",
  "send fail answer send",
];

test.each(stories)("what leaves is added to its lead's summary as if all were counted anew: %s", async (story) => {
  const org = await mintOrganization({ calm: true });
  const { id: lead_id } = await createLead(org.rep1, { last_name: "Doe", email: `doe@${org.slug}.example` });
  for (const [nth, step] of story.split(" ").entries()) {
    // Thirty days between them, so that no slot is in another's way.
    const now = plusSeconds(new Date(), (nth + 1) * 30 * 86_400);
    if (step === "send" || step === "fail")
      await sendOne(step === "send" ? "sent" : "rejected", at(org.rep1, now), lead_id);
    else await logOne(step, at(org.rep1, now), lead_id);
    const [kept, counted] = [await summaryOf(lead_id), await countedAnew(org.orgId, lead_id)];
    expect(kept).toEqual(counted);
  }
  const sends = story.split(" ").filter((step) => step === "send" || step.endsWith("call")).length;
  expect((await summaryOf(lead_id))?.contact_count).toBe(sends);
});

test("what leaves together is added to each lead's summary as if all were counted anew, two messages to one lead as well", async () => {
  process.env.TOUCHLINE_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
  const org = await mintOrganization({ calm: true });
  const twilio = { provider: "twilio", account_sid: "AC123456", auth_token: "a token", is_default: true };
  await linkProvider(org.admin, { ...twilio, address: "(415) 555-0100" });
  const leads: string[] = [];
  for (const nth of [1, 2, 3, 4]) {
    const address = { email: `doe${nth}@${org.slug}${nth}.example`, phone: `(415) 555-010${nth}` };
    leads.push((await createLead(org.rep1, { last_name: "Doe", ...address })).id);
  }
  const [first = "", second = "", third = ""] = leads;
  const at60 = at(org.rep1, plusSeconds(new Date(), 60 * 86_400));
  await logOne("call", at(org.rep1, plusSeconds(new Date(), 20 * 86_400)), first);
  await logOne("answer", at(org.rep1, plusSeconds(new Date(), 20 * 86_400)), second);
  const program = { ...at60, actor: { ...at60.actor, via: "api" as const } };
  for (const lead_id of leads)
    await queueMessage(program, { lead_id, channel: "email", subject: "Hi", body_text: newId() });
  await queueMessage(program, { lead_id: third, channel: "sms", body_text: newId() });
  const worker: Context = { ...at60, actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] } };
  const claimed = await claimMessages(worker, { worker: "one", limit: 10, fallback: "smtp" });
  const held = claimed.map(({ id, number }) => ({ id, number }));
  const outcome = { kind: "sent", response: "250 taken" };
  expect(await startTexts(worker, { worker: "one", held })).toEqual(held.map(() => ({ held: true, stop: null })));
  const told = held.map((one) => ({ ...one, outcome }));
  // Told twice, each counts once.
  expect(await recordOutcomes(worker, { worker: "one", told: [...told, ...told] })).toHaveLength(10);
  for (const lead of leads) expect(await summaryOf(lead)).toEqual(await countedAnew(org.orgId, lead));
  const counts = await Promise.all(leads.map(async (lead) => (await summaryOf(lead))?.contact_count));
  expect(counts).toEqual([2, 1, 2, 1]);
});

async function sendOne(kind: "sent" | "rejected", ctx: Context, lead_id: string): Promise<void> {
  const program = { ...ctx, actor: { ...ctx.actor, via: "api" as const } };
  await queueMessage(program, { lead_id, channel: "email", subject: "Hi", body_text: newId() });
  const worker: Context = { ...ctx, actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] } };
  const line = { send: async () => ({ kind, response: "as told" }) as const, close: () => {} };
  const ways: Ways = { fallback: "smtp", line: async () => line, journal: async () => null };
  expect(await sendMessages({ context: () => worker, worker: newId(), ways })).toBe(1);
}

async function logOne(step: string, ctx: Context, lead_id: string): Promise<void> {
  const days = step === "late-call" ? 45 : 0;
  const direction = step === "answer" ? "inbound" : "outbound";
  const method = step === "answer" ? "email" : "call";
  const occurred_at = plusSeconds(ctx.now, -days * 86_400 - 60).toISOString();
  await logContact(ctx, {
    lead_id,
    method,
    direction,
    occurred_at,
    ...(direction === "outbound" && { already_happened: true }),
  });
}

async function summaryOf(lead: string) {
  const [row] = await admin`
    select contact_count, first_contacted_at, last_contacted_at, last_contact_channel, last_contacted_by, last_communication_id, reply_count,
      last_response_at, first_response_seconds, last_activity_at, last_thread_id, awaiting_reply, needs_reply from leads where id = ${lead}`;
  return row;
}

// Counted and taken back: the next step goes on from what the trigger wrote.
async function countedAnew(orgId: string, lead: string) {
  let counted: Awaited<ReturnType<typeof summaryOf>>;
  await admin
    .begin(async (sql) => {
      await sql`select set_config('app.org_id', ${orgId}, true), recompute_lead_summary(array[${lead}]::uuid[])`;
      [counted] = await sql`
        select contact_count, first_contacted_at, last_contacted_at, last_contact_channel, last_contacted_by, last_communication_id, reply_count,
          last_response_at, first_response_seconds, last_activity_at, last_thread_id, awaiting_reply, needs_reply from leads where id = ${lead}`;
      throw new Error("taken back");
    })
    .catch((error: Error) => expect(error.message).toBe("taken back"));
  return counted;
}
