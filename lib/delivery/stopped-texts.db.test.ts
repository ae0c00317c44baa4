import { expect, test } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { linkProvider } from "@/lib/mailboxes/link-provider";
import { queueMessage } from "@/lib/sending/queue-message";

const { admin } = await testDatabase();

test("who answered STOP at the provider gets no text any more, and what waits for them is cancelled", async () => {
  process.env.TOUCHLINE_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
  const org = await mintOrganization({ calm: true });
  const twilio = { provider: "twilio", account_sid: "AC123456", auth_token: "a token", is_default: true };
  await linkProvider(org.admin, { ...twilio, address: "(415) 555-0100" });
  const { id: lead_id } = await createLead(org.rep1, { last_name: "Doe", phone: "(415) 555-0199" });
  const program = { ...org.rep1, actor: { ...org.rep1.actor, via: "api" as const } };
  const write = (more: object = {}) => queueMessage(program, { lead_id, channel: "sms", body_text: newId(), ...more });
  const [first, later] = [
    await write(),
    await write({ scheduled_for: new Date(Date.now() + 60 * 86_400_000).toISOString() }),
  ];
  const worker: Context = {
    ...program,
    actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] },
    now: new Date(Date.now() + 1000),
  };
  const send = async () => ({ kind: "rejected", response: "400 21610 no", stopped: true }) as const;
  const line = async () => ({ send, close: () => {} });
  const ways = { fallback: "captured", line, journal: async () => null } as const;
  expect(await sendMessages({ context: () => worker, worker: newId(), ways })).toBe(1);
  const entries = await admin`
    select kind, value_norm, channel, source, expires_at from dnc_entries where org_id = ${org.orgId} and revoked_at is null`;
  expect(entries).toEqual([
    { kind: "phone", value_norm: "+14155550199", channel: "sms", source: "keyword", expires_at: null },
  ]);
  const rows = await admin`select id, status from communications where org_id = ${org.orgId} and channel = 'sms'`;
  expect(new Map(rows.map((row) => [row.id, row.status]))).toEqual(
    new Map([
      [first.id, "rejected"],
      [later.id, "cancelled"],
    ]),
  );
  await expect(write()).rejects.toMatchObject({ code: "DNC_BLOCKED" });
});
