import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";
import { requestOf, send } from "./node-exchange";

it.each(["crm.example.com", "not a host", "[", ""])("answers whoever calls it %j", async (host) => {
  const server = createServer(async (req, res) => {
    const { url } = await requestOf(req, res);
    await send(req, res, new Response(new URL(url).pathname), []);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const answer = await new Promise<string>((done) => {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.on("data", (piece) => (text += piece));
    socket.on("close", () => done(text));
    socket.write(`GET /api/leads?limit=2 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
  });
  server.close();
  expect(answer).toMatch(/^HTTP\/1.1 200 /);
  expect(answer).toContain("/api/leads");
});
