import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { linkProvider } from "@/lib/mailboxes/link-provider";
import { defaultQuietHours } from "@/lib/quiet-hours/schema";
import { queueMessage } from "@/lib/sending/queue-message";
import { openWays } from "@/lib/ways/open-ways";
import { POST } from "./route";

const { admin } = await testDatabase();
process.env.TOUCHLINE_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
process.env.TOUCHLINE_URL = "https://crm.example";

let server: Server;
const asked: URLSearchParams[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      asked.push(new URLSearchParams(text));
      response.writeHead(201).end(JSON.stringify({ sid: `SM${asked.length}${Date.now()}` }));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  process.env.TWILIO_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

let org: MintedOrganization;
beforeEach(async () => {
  asked.length = 0;
  org = await mintOrganization({ calm: true });
});
const soon = (seconds: number) => new Date(Date.now() + seconds * 1000);
const asWorker = (when: Date): Context => ({
  ...at(org.admin, when),
  actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] },
});
const send = (seconds: number) =>
  sendMessages({ context: () => asWorker(soon(seconds)), worker: newId(), ways: openWays() });
const queue = async () => {
  const { id } = await createLead(org.rep1, { last_name: "Doe", phone: "(415) 555-0123" });
  return (await queueMessage(org.rep1, { lead_id: id, channel: "sms", body_text: "Shall we talk?" })).id;
};
const link = () =>
  linkProvider(org.admin, {
    provider: "twilio",
    address: "(415) 555-0100",
    account_sid: "AC123456",
    auth_token: "a token",
    is_default: true,
  });
const rowOf = async (id: string) => (await admin`select * from communications where id = ${id}`)[0];

test("a text waits until there is a provider, leaves by it, and is told of by what is signed alone", async () => {
  const id = await queue();
  expect(await send(11)).toBe(0);
  const { webhook_path } = await link();
  expect(await send(12)).toBe(1);
  expect(Object.fromEntries(asked[0] ?? [])).toEqual({
    To: "+14155550123",
    From: "+14155550100",
    Body: "Shall we talk?",
    StatusCallback: `https://crm.example${webhook_path}`,
  });
  const row = await rowOf(id);
  expect(row).toMatchObject({ status: "sent", provider: "twilio" });

  const tell = async (status: string, token = "a token") => {
    const fields: Record<string, string> = {
      MessageSid: row?.provider_message_id,
      MessageStatus: status,
      To: "+14155550123",
    };
    const text = `https://crm.example${webhook_path}${Object.keys(fields)
      .sort()
      .map((name) => name + fields[name])
      .join("")}`;
    const signature = createHmac("sha1", token).update(text).digest("base64");
    const request = new Request("http://localhost/x", {
      method: "POST",
      headers: { "x-twilio-signature": signature },
      body: new URLSearchParams(fields),
    });
    const response = await POST(request, { params: Promise.resolve({ token: webhook_path.split("/").at(-1) ?? "" }) });
    return response.status === 200 ? (await response.json()).stored : response.status;
  };
  expect(await tell("delivered", "another token")).toBe(401);
  expect(await tell("sent")).toBe(false);
  expect(await tell("delivered")).toBe(true);
  expect(await tell("delivered")).toBe(false);
  expect(await rowOf(id)).toMatchObject({ status: "delivered", delivered_at: expect.any(Date) });

  // What was signed rightly and kept back for more than a week.
  await admin`update communications set sent_at = now() - interval '8 days' where id = ${id}`;
  expect(await tell("undelivered")).toBe(401);
  await admin`update communications set sent_at = now() - interval '6 days' where id = ${id}`;
  expect(await tell("undelivered")).toBe(true);
});

test("a text that is late waits out the quiet hours of where it goes", async () => {
  const id = await queue();
  await link();
  const always = {
    ...defaultQuietHours,
    weekdays: [((new Date(Date.now() + 3 * 86_400_000).getUTCDay() + 6) % 7) + 1],
  };
  await admin`update organizations set quiet_hours = ${admin.json(always)} where id = ${org.orgId}`;
  expect(await send(11)).toBe(0);
  const row = await rowOf(id);
  expect(row?.status).toBe("queued");
  expect(row?.next_attempt_at.getTime()).toBeGreaterThan(soon(86_400).getTime());
});
