import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { composeMail } from "./compose-mail";
import { openResendLine } from "./open-resend-line";
import { RESPONSE_BYTES } from "./rules";

const letter = (address = "ines@y.example") =>
  composeMail({
    id: "one",
    messageId: "<one@x.example>",
    from: { name: "Ada", address: "ada@x.example" },
    to: { name: null, address },
    subject: "Offer",
    text: "Hi",
    attachments: [{ filename: "offer.pdf", contentType: "application/pdf", content: Buffer.from("the offer") }],
    date: new Date("2026-11-26T12:00:00Z"),
  });

/** What a server that answers like this was asked, and what its sender makes of it. */
async function ask(answer: (response: ServerResponse) => void, to?: string) {
  const asked: unknown[] = [];
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    asked.push(JSON.parse(Buffer.concat(pieces).toString()));
    answer(response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const line = openResendLine({ apiKey: "the-very-key", baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 20_000 });
  const outcome = await line.send(await letter(to), async () => true);
  server.closeAllConnections();
  server.close();
  return { outcome, asked: asked[0] };
}

it("a file goes along through the provider that composes by itself", async () => {
  const { outcome, asked } = await ask((response) => response.end(JSON.stringify({ id: "re_1" })));
  expect(outcome).toMatchObject({ kind: "sent", providerMessageId: "re_1" });
  const content = Buffer.from("the offer").toString("base64");
  expect(asked).toMatchObject({ attachments: [{ filename: "offer.pdf", content_type: "application/pdf", content }] });
});

it("a domain of other letters goes by its ASCII name", async () => {
  const { asked } = await ask((response) => response.end(JSON.stringify({ id: "re_1" })), "doe@bücher.example");
  expect(asked).toMatchObject({ to: ["doe@xn--bcher-kva.example"] });
});

// https://resend.com/docs/api-reference/errors
it.each([
  [422, "validation_error", "rejected"],
  [422, "invalid_attachment", "rejected"],
  [400, "validation_error", "rejected"],
  [401, "missing_api_key", "later"],
  [403, "invalid_api_key", "later"],
  [403, "testing_domain", "later"],
  [409, "concurrent_idempotent_requests", "later"],
  [429, "rate_limit_exceeded", "later"],
  [429, "daily_quota_exceeded", "later"],
  [500, "internal_server_error", "unknown"],
  [503, "unavailable", "unknown"],
])("answers %i %s: %s", async (status, name, kind) => {
  const body = JSON.stringify({ statusCode: status, name, message: "Said with the-very-key" });
  const { outcome } = await ask((response) => response.writeHead(status, { "retry-after": "7" }).end(body));
  expect(outcome).toMatchObject({ kind, response: expect.stringContaining(name) });
  if (status === 429) expect(outcome).toMatchObject({ retryAfterSeconds: 7, pace: true });
  expect("signIn" in outcome).toBe(name.endsWith("api_key"));
  expect(JSON.stringify(outcome)).not.toContain("the-very-key");
});

it("an answer without end is read no further than it is kept", async () => {
  let written = 0;
  const { outcome } = await ask((response) => {
    const more = () => {
      while (!response.destroyed && written < 50_000_000 && response.write("x".repeat(65_536))) written += 65_536;
      response.once("drain", more);
    };
    more();
  });
  expect(outcome.kind).toBe("unknown");
  expect(outcome.response.length).toBeLessThanOrEqual(RESPONSE_BYTES + 100);
  expect(written).toBeLessThan(50_000_000);
});

it("a provider that cannot be reached at all has the message not, and one that hangs up may", async () => {
  const port = await freePort();
  const nobody = openResendLine({ apiKey: "the-very-key", baseUrl: `http://127.0.0.1:${port}` });
  expect(await nobody.send(await letter(), async () => true)).toMatchObject({ kind: "later" });
  expect(await ask((response) => response.destroy())).toMatchObject({ outcome: { kind: "unknown" } });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
