import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { composeMail } from "./compose-mail";
import { openResendLine } from "./open-resend-line";

it("a file goes along through the provider that composes by itself", async () => {
  let asked: unknown;
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    asked = JSON.parse(Buffer.concat(pieces).toString());
    response.end(JSON.stringify({ id: "re_1" }));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const letter = await composeMail({
    id: "one",
    messageId: "<one@x.example>",
    from: { name: "Ada", address: "ada@x.example" },
    to: { name: null, address: "ines@y.example" },
    subject: "Offer",
    text: "Hi",
    attachments: [{ filename: "offer.pdf", contentType: "application/pdf", content: Buffer.from("the offer") }],
    date: new Date("2026-11-26T12:00:00Z"),
  });
  const line = openResendLine({ apiKey: "key", baseUrl: `http://127.0.0.1:${port}` });
  expect(await line.send(letter, async () => true)).toMatchObject({ kind: "sent", providerMessageId: "re_1" });
  server.close();
  const content = Buffer.from("the offer").toString("base64");
  expect(asked).toMatchObject({ attachments: [{ filename: "offer.pdf", content_type: "application/pdf", content }] });
});
