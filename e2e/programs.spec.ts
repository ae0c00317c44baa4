import { request as ask } from "node:http";
import { gunzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { test } from "./fixtures";

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: Buffer };

/** As a program without a library would ask: nothing is added, unpacked or followed. */
function send(base = "", path: string, method = "GET", headers: Record<string, string> = {}, body?: Buffer) {
  const url = new URL(base);
  return new Promise<Answer>((resolve, reject) => {
    const asked = ask({ host: url.hostname, port: url.port, path, method, headers }, (res) => {
      const parts: Buffer[] = [];
      res.on("data", (part) => parts.push(part));
      res.on("end", () => resolve({ status: res.statusCode ?? 0, headers: res.headers, body: Buffer.concat(parts) }));
    });
    asked.on("error", reject);
    asked.end(body);
  });
}

test("the API answers every method of HTTP, packs what is long, and says what browsers may do with it", async ({
  as,
  baseURL,
}) => {
  const page = await as("rep1");
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const mine = { cookie, "sec-fetch-site": "same-origin" };
  const json = (answer: Answer) => JSON.parse(answer.body.toString());

  const list = await send(baseURL, "/api/leads", "GET", mine);
  expect(list.status).toBe(200);
  expect(Number(list.headers["content-length"])).toBe(list.body.byteLength);

  const head = await send(baseURL, "/api/leads", "HEAD", mine);
  expect([head.status, head.body.byteLength]).toEqual([200, 0]);

  const options = await send(baseURL, "/api/leads", "OPTIONS");
  expect([options.status, options.headers.allow]).toEqual([204, "GET, POST, HEAD, OPTIONS"]);

  const other = await send(baseURL, "/api/leads", "DELETE", mine);
  expect([other.status, other.headers.allow]).toEqual([405, "GET, POST, HEAD, OPTIONS"]);
  expect(json(other)).toMatchObject({ code: "METHOD_NOT_ALLOWED", status: 405 });

  const trace = await send(baseURL, "/api/leads", "TRACE");
  expect([trace.status, json(trace).code]).toEqual([405, "METHOD_NOT_ALLOWED"]);
  for (const broken of ["/api/leads/%F0%9F", "/api/%F0"]) {
    const unread = await send(baseURL, broken, "GET", mine);
    expect(json(unread)).toMatchObject({ code: "NOT_FOUND", status: 404 });
  }
  const lost = await send(baseURL, "/leads/%F0", "GET");
  expect([lost.status, lost.body.toString()]).toEqual([404, expect.stringContaining("There is nothing here")]);

  const nowhere = await send(baseURL, "/api/nothing-here", "GET", mine);
  expect(json(nowhere)).toMatchObject({ code: "NOT_FOUND", status: 404 });
  for (const name of ["x-content-type-options", "content-security-policy", "referrer-policy", "x-frame-options"]) {
    expect([name, list.headers[name]]).toEqual([name, nowhere.headers[name]]);
    expect(list.headers[name]).toBeTruthy();
  }
  const secure = await send(baseURL, "/api/leads", "GET", { ...mine, "x-forwarded-proto": "https" });
  expect([list.headers["strict-transport-security"], secure.headers["strict-transport-security"]]).toEqual([
    undefined,
    "max-age=63072000",
  ]);

  const plain = await send(baseURL, "/api/openapi.json");
  const packed = await send(baseURL, "/api/openapi.json", "GET", { "accept-encoding": "gzip" });
  expect(packed.headers["content-encoding"]).toBe("gzip");
  expect(packed.body.byteLength).toBeLessThan(plain.body.byteLength / 3);
  expect(gunzipSync(packed.body).equals(plain.body)).toBe(true);
});

test("a body that is too long is refused on the same connection, whatever its length says", async ({ as, baseURL }) => {
  const page = await as("rep1");
  const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const headers = { cookie, "sec-fetch-site": "same-origin", "content-type": "application/json" };
  const long = Buffer.from(JSON.stringify({ first_name: "x".repeat(1_500_000) }));
  const told = await send(baseURL, "/api/leads", "POST", { ...headers, "content-length": String(long.length) }, long);
  const untold = await send(baseURL, "/api/leads", "POST", { ...headers, "transfer-encoding": "chunked" }, long);
  for (const answer of [told, untold]) {
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body.toString()).code).toBe("TOO_LARGE");
  }
  const short = Buffer.from(JSON.stringify({ first_name: "Ada", email: "ada@counting.example" }));
  const made = await send(baseURL, "/api/leads", "POST", { ...headers, "transfer-encoding": "chunked" }, short);
  expect(made.status).toBe(201);
});
