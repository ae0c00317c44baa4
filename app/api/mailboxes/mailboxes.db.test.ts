import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { GET as listMail } from "@/app/api/mail/route";
import { POST as resolve } from "@/app/api/messages/[id]/resolve/route";
import { POST as pause } from "@/app/api/sending/pause/route";
import { POST as resume } from "@/app/api/sending/resume/route";
import { GET as sendingState } from "@/app/api/sending/route";
import { POST as webhook } from "@/app/api/webhooks/resend/[token]/route";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { pageOf } from "@/lib/core/schema";
import { sendMessages } from "@/lib/lanes/send-messages";
import { createLead } from "@/lib/leads/create-lead";
import { stopHearing } from "@/lib/live/shared-listener";
import { mailboxCheckSchema } from "@/lib/mailbox-checks/schema";
import { linkedProviderSchema, mailboxSchema } from "@/lib/mailboxes/schema";
import { queueMessage } from "@/lib/sending/queue-message";
import { listReputations } from "@/lib/sending-limits/queries";
import { changeSettings } from "@/lib/settings/change-settings";
import { openWays } from "@/lib/ways/open-ways";
import { POST as check } from "./[id]/check/route";
import { DELETE, GET as getOne, PATCH } from "./[id]/route";
import { POST as link } from "./providers/route";
import { GET, POST } from "./route";

const { admin } = await testDatabase();
process.env.TOUCHLINE_ENCRYPTION_KEY = Buffer.alloc(32, 7).toString("base64");
afterAll(stopHearing);

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
let org: MintedOrganization;
let keys: { rep: string; admin: string; stranger: string };
beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  const other = await mintOrganization();
  const keyOf = async (ctx: Context) => (await createApiKey(ctx, { name: "a key" })).key;
  keys = { rep: await keyOf(org.rep1), admin: await keyOf(org.admin), stranger: await keyOf(other.admin) };
});

async function call(handler: Handler, method: string, key: string | null, body?: object, id?: string) {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (key) headers.authorization = `Bearer ${key}`;
  const request = new Request("http://localhost/api/x", {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  const response = await handler(request, { params: Promise.resolve<Record<string, string>>(id ? { id } : {}) });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : null };
}

const mailbox = { address: "rep1@acme.example", smtp: { host: "127.0.0.1", port: 465, password: "hunter two" } };

test("a mailbox is connected, read, changed, tested and disconnected, and is nobody else's", async () => {
  const made = await call(POST, "POST", keys.rep, mailbox);
  expect([made.status, mailboxSchema.safeParse(made.body).success]).toEqual([201, true]);
  const { id } = made.body;
  expect(pageOf(mailboxSchema).parse((await call(GET, "GET", keys.rep)).body).data).toHaveLength(1);
  expect((await call(GET, "GET", keys.stranger)).body.data).toEqual([]);
  expect((await call(getOne, "GET", keys.rep, undefined, id)).body).toEqual(made.body);
  expect((await call(PATCH, "PATCH", keys.rep, { hour_limit: 5 }, id)).body).toMatchObject({
    hour_limit: 5,
    version: 2,
  });
  expect((await call(PATCH, "PATCH", keys.rep, { colour: "red" }, id)).status).toBe(400);
  const tested = await call(check, "POST", keys.rep, undefined, id);
  const { findings } = mailboxCheckSchema.parse(tested.body);
  expect(findings[0]).toMatchObject({
    what: "smtp",
    ok: false,
    words: expect.stringContaining("this machine or network"),
  });
  for (const [handler, method, body] of [
    [getOne, "GET", undefined],
    [PATCH, "PATCH", { hour_limit: 9 }],
    [check, "POST", undefined],
    [DELETE, "DELETE", undefined],
  ] as const) {
    expect((await call(handler, method, keys.stranger, body, id)).status).toBe(404);
    expect((await call(handler, method, null, body, id)).status).toBe(401);
  }
  expect((await call(DELETE, "DELETE", keys.rep, undefined, id)).status).toBe(204);
  expect((await call(getOne, "GET", keys.rep, undefined, id)).status).toBe(404);
});

test("sending is stopped and let go on, and what left is for admins", async () => {
  expect((await call(pause, "POST", keys.rep, { reason: "Stop" })).status).toBe(403);
  expect((await call(pause, "POST", keys.admin, { reason: "Stop" })).body).toMatchObject({
    paused: true,
    reason: "Stop",
  });
  expect((await call(sendingState, "GET", keys.rep)).body).toMatchObject({ paused: true });
  expect((await call(resume, "POST", keys.admin, {})).body).toEqual({ paused: false, reason: null, since: null });
  expect((await call(listMail, "GET", keys.rep)).status).toBe(403);
  expect((await call(listMail, "GET", keys.admin)).body).toEqual({ data: [], next_cursor: null });
  expect((await call(resolve, "POST", keys.rep, { sent: true }, newId())).status).toBe(404);
});

describe("Resend", () => {
  const secret = `whsec_${Buffer.alloc(24, 3).toString("base64")}`;
  let server: Server;
  let answer: (body: { tags: { value: string }[] }, key: string) => [number, object, Record<string, string>?];
  const asked: { path: string; key: string; auth: string; body: Record<string, unknown> }[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk) => (text += chunk));
      request.on("end", () => {
        const body = JSON.parse(text);
        const key = String(request.headers["idempotency-key"]);
        asked.push({ path: String(request.url), key, auth: String(request.headers.authorization), body });
        const [status, json, headers] = answer(body, key);
        response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(json));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    process.env.RESEND_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  let token: string;
  let lead: string;
  let message: string;
  beforeEach(async () => {
    asked.length = 0;
    answer = (_, key) => [200, { id: `re-${key}` }];
    const given = {
      provider: "resend",
      address: "crm@acme.example",
      api_key: "re_secretsecret1",
      webhook_secret: secret,
      is_default: true,
    };
    expect((await call(link, "POST", keys.rep, given)).status).toBe(403);
    const linked = linkedProviderSchema.parse((await call(link, "POST", keys.admin, given)).body);
    expect(JSON.stringify(linked)).not.toContain("secretsecret");
    token = linked.webhook_path.split("/").at(-1) ?? "";
    lead = (await createLead(org.rep1, { last_name: "Doe", email: "doe@acme.example" })).id;
    message = (
      await queueMessage(org.rep1, { lead_id: lead, channel: "email", subject: "Hi", body_text: "Shall we talk?" })
    ).id;
  });

  const soon = (seconds: number) => new Date(Date.now() + seconds * 1000);
  const asWorker = (when: Date): Context => ({
    ...at(org.admin, when),
    actor: { userId: "", name: "Touchline", role: "admin", via: "job", scopes: [] },
  });
  const send = (seconds = 11) =>
    sendMessages({ context: () => asWorker(soon(seconds)), worker: newId(), ways: openWays() });
  const rowOf = async () => (await admin`select * from communications where id = ${message}`)[0];
  const tell = async (
    type: string,
    {
      id = newId(),
      data = {},
      shift = 0,
      key = 3,
      word = token,
      seconds = 60,
    }: { id?: string; data?: object; shift?: number; key?: number; word?: string; seconds?: number } = {},
  ) => {
    const body = JSON.stringify({
      type,
      created_at: soon(seconds).toISOString(),
      data: { email_id: "x", tags: { touchline: message }, ...data },
    });
    const timestamp = String(Math.floor(Date.now() / 1000) + shift);
    const signature = `v1,${createHmac("sha256", Buffer.alloc(24, key)).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
    const headers = { "svix-id": id, "svix-timestamp": timestamp, "svix-signature": signature };
    const response = await webhook(new Request("http://localhost/x", { method: "POST", headers, body }), {
      params: Promise.resolve({ token: word }),
    });
    return response.status === 200 ? (await response.json()).stored : response.status;
  };

  test("gets a message with its own name as the key, and says by which name it has it", async () => {
    await send();
    expect(await rowOf()).toMatchObject({ status: "sent", provider: "resend", provider_message_id: `re-${message}` });
    expect(asked[0]).toMatchObject({ path: "/emails", key: message, auth: "Bearer re_secretsecret1" });
    expect(asked[0]?.body).toMatchObject({
      from: '"rep1" <crm@acme.example>',
      to: ["doe@acme.example"],
      text: "Shall we talk?",
      tags: [{ name: "touchline", value: message }],
      headers: { "Message-ID": expect.stringContaining(message) },
    });
  });

  test.each([
    [429, { name: "rate_limit_exceeded", message: "Too many requests" }, "queued"],
    [401, { name: "missing_api_key", message: "no" }, "queued"],
    [422, { name: "validation_error", message: "Invalid `to`" }, "rejected"],
    [500, { name: "application_error", message: "oops re_secretsecret1" }, "unknown"],
    [200, {}, "unknown"],
  ])("answers %i %o: %s", async (status, json, becomes) => {
    answer = () => [status, json, { "retry-after": "600" }];
    await send();
    const row = await rowOf();
    expect(row?.status).toBe(becomes);
    expect(String(row?.provider_response)).not.toContain("secretsecret");
    if (status === 429) expect(row?.next_attempt_at.getTime()).toBeGreaterThanOrEqual(soon(590).getTime());
  });

  test("a webhook that is forged, old or for nobody is refused and leaves nothing", async () => {
    await send();
    expect(await tell("email.delivered", { key: 4 })).toBe(401);
    expect(await tell("email.delivered", { shift: -600 })).toBe(401);
    expect(await tell("email.delivered", { word: "nobody" })).toBe(404);
    expect(await rowOf()).toMatchObject({ status: "sent" });
    const [count] = await admin`select count(*)::int as n from communication_events where org_id = ${org.orgId}`;
    expect(count?.n).toBe(0);
  });

  test("opens and clicks that it tells are kept while they are wanted, and a machine's apart", async () => {
    const wire = { open: { userAgent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0", ipAddress: "203.0.113.9" } };
    await send();
    expect(await tell("email.opened", { data: wire })).toBe(false);
    await changeSettings(org.admin, { "tracking.opens_and_clicks": true });
    expect(await tell("email.opened", { data: wire })).toBe(true);
    expect(await tell("email.opened", { data: wire, seconds: 14 })).toBe(true);
    const apple = { open: { userAgent: "Mozilla/5.0", ipAddress: "17.58.0.1" } };
    expect(await tell("email.opened", { data: apple })).toBe(true);
    for (const link of ["https://a.example", "https://b.example"])
      expect(await tell("email.clicked", { data: { click: { link } } })).toBe(true);
    expect(await rowOf()).toMatchObject({ open_count: 1, machine_open_count: 2, click_count: 0 });
  });

  test("told twice is told once, and any order comes to the same", async () => {
    await changeSettings(org.admin, { "tracking.opens_and_clicks": true });
    await send();
    const told = ["email.opened", "email.delivered", "email.bounced", "email.clicked", "email.delivered"];
    for (const type of told) {
      const id = newId();
      const data = { bounce: { type: "Permanent" }, click: { link: "https://a.example" } };
      expect(await tell(type, { id, data })).toBe(true);
      expect(await tell(type, { id, data })).toBe(false);
    }
    expect(await tell("email.sent")).toBe(false);
    expect(await rowOf()).toMatchObject({
      status: "bounced",
      open_count: 1,
      click_count: 1,
      clicked_links: ["https://a.example"],
    });
    const [point] = await admin`select bounce_state, invalid_at from contact_points where lead_id = ${lead}`;
    expect(point).toMatchObject({ bounce_state: "hard", invalid_at: expect.any(Date) });
  });

  test("what its provider could not send for reasons of its own did not arrive, and the address is not to blame", async () => {
    await send();
    expect(await tell("email.failed", { data: { failed: { reason: "reached_daily_quota" } } })).toBe(true);
    expect(await rowOf()).toMatchObject({ status: "bounced" });
    const [point] = await admin`select bounce_state, invalid_at from contact_points where lead_id = ${lead}`;
    expect(point).toEqual({ bounce_state: null, invalid_at: null });
    const watched = () => read(asWorker(soon(20)), "mailboxes:read", (tx) => listReputations(tx, soon(20)));
    expect(await watched()).toMatchObject([{ sent: 1, bounced: 0 }]);
    await tell("email.bounced", { data: { bounce: { type: "Permanent" } } });
    expect(await watched()).toMatchObject([{ sent: 1, bounced: 1 }]);
  });

  test("a complaint puts the address onto the list, and what was unknown has left when anything is told of it", async () => {
    answer = () => [500, {}];
    await send();
    expect(await rowOf()).toMatchObject({ status: "unknown" });
    expect(await tell("email.complained")).toBe(true);
    expect(await rowOf()).toMatchObject({ status: "delivered" });
    const [entry] = await admin`select value_norm, source from dnc_entries where org_id = ${org.orgId}`;
    expect(entry).toEqual({ value_norm: "doe@acme.example", source: "complaint" });
  });
});
