import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTwilioLine } from "./open-twilio-line";
import type { Letter } from "./rules";

let server: Server;
let answer: [number, string, Record<string, string>?];
const asked: { path: string; auth: string; form: URLSearchParams }[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk) => {
      text += chunk;
    });
    request.on("end", () => {
      asked.push({
        path: String(request.url),
        auth: String(request.headers.authorization),
        form: new URLSearchParams(text),
      });
      if (answer[0] === 0) return request.socket.destroy();
      response.writeHead(answer[0], answer[2]).end(answer[1]);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => server.close());
beforeEach(() => {
  asked.length = 0;
  answer = [201, JSON.stringify({ sid: "SM1", status: "queued" })];
});

const letter: Letter = {
  id: "0190a000-0000-7000-8000-000000000001",
  messageId: "<1@x>",
  from: "+14155550100",
  to: "+14155550123",
  raw: Buffer.from(""),
  mail: {
    from: { name: null, address: "+14155550100" },
    to: { name: null, address: "+14155550123" },
    subject: null,
    text: "Hi & bye",
    html: null,
    headers: {},
  },
};
const line = () =>
  openTwilioLine({
    accountSid: "AC1",
    authToken: "the-token",
    statusUrl: "https://crm.example/s",
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
const send = (begin = async () => true) => line().send(letter, begin);

test("a text goes out as Twilio's documentation says, and comes back with its name there", async () => {
  expect(await send()).toMatchObject({ kind: "sent", providerMessageId: "SM1" });
  expect(asked[0]).toMatchObject({
    path: "/2010-04-01/Accounts/AC1/Messages.json",
    auth: `Basic ${Buffer.from("AC1:the-token").toString("base64")}`,
  });
  expect(Object.fromEntries(asked[0]?.form ?? [])).toEqual({
    To: "+14155550123",
    From: "+14155550100",
    Body: "Hi & bye",
    StatusCallback: "https://crm.example/s",
  });
});

test("nothing is asked for when the right to send is gone", async () => {
  expect(await send(async () => false)).toEqual({ kind: "stopped", response: "" });
  expect(asked).toEqual([]);
});

test.each([
  [429, { code: 20429, message: "Too Many Requests" }, "later"],
  [401, { code: 20003, message: "Authenticate the-token" }, "later"],
  [400, { code: 21211, message: "The 'To' number is not a valid phone number." }, "rejected"],
  [400, { code: 21610, message: "Attempt to send to unsubscribed recipient" }, "rejected"],
  [500, { code: 20500, message: "Internal Server Error" }, "unknown"],
  [503, {}, "unknown"],
  [201, {}, "unknown"],
  [0, {}, "unknown"],
])("answers %i %o: %s", async (status, json, kind) => {
  answer = [status, JSON.stringify(json), { "retry-after": "30" }];
  const outcome = await send();
  expect(outcome.kind).toBe(kind);
  if (status === 429) expect(outcome).toMatchObject({ retryAfterSeconds: 30, pace: true });
  expect("signIn" in outcome).toBe(status === 401);
  expect("stopped" in outcome).toBe("code" in json && json.code === 21610);
  expect(JSON.stringify(outcome)).not.toContain("the-token");
});

test("a text that could not even be asked for is tried again later: nobody has it", async () => {
  const closed = createServer();
  await new Promise<void>((done) => closed.listen(0, "127.0.0.1", done));
  const { port } = closed.address() as AddressInfo;
  await new Promise((done) => closed.close(done));
  const nobody = openTwilioLine({ accountSid: "AC1", authToken: "the-token", baseUrl: `http://127.0.0.1:${port}` });
  expect(await nobody.send(letter, async () => true)).toMatchObject({
    kind: "later",
    response: expect.stringContaining("ECONNREFUSED"),
  });
  const unnamed = openTwilioLine({ accountSid: "AC1", authToken: "the-token", baseUrl: "http://nobody.invalid" });
  expect(await unnamed.send(letter, async () => true)).toMatchObject({ kind: "later" });
});
