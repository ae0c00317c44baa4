import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { z } from "zod";
import { GET as readHealth } from "@/app/api/health/route";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { listMembers } from "@/lib/accounts/queries";
import { revokeApiKey } from "@/lib/accounts/revoke-api-key";
import { signIn } from "@/lib/accounts/sign-in";
import { newId } from "@/lib/core/ids";
import { currentTime } from "@/lib/core/time";
import { stopHearing } from "@/lib/live/shared-listener";
import { idempotencyOf, versionOf, withVersion } from "./asked";
import { answering, toEndpoint, toReadEndpoint } from "./endpoint";
import { log } from "./log";
import { spendRequest } from "./rate-limit";
import { sealSession, sessionCookieName } from "./session-cookie";

const { admin } = await testDatabase();
afterAll(stopHearing);
process.env.NEXTAUTH_SECRET = "a secret of this test alone";

const password = "a password for tests";
const create = toEndpoint(createApiKey, { status: 201 });
const members = toReadEndpoint({
  name: "listMembers",
  permission: "members:read",
  input: z.strictObject({ limit: z.coerce.number().int().max(200).optional() }),
  read: (tx) => listMembers(tx),
});

let org: MintedOrganization;
let key: string;
let keyId: string;
let cookie: string;

beforeAll(async () => {
  org = await mintOrganization({ password });
  const made = await createApiKey(org.rep1, { name: "programs" });
  [key, keyId] = [made.key, made.id];
  const visitor = { now: currentTime(), requestId: newId() };
  const session = await signIn(visitor, { email: `rep1@${org.slug}.example`, password });
  const sealed = await sealSession({ sid: session.session_id, sub: session.user_id, name: session.name }, 3600);
  cookie = `${sessionCookieName()}=${sealed}`;
});

type Wish = { method?: string; headers?: Record<string, string>; body?: BodyInit; path?: string };
const request = ({ method = "POST", headers = {}, body, path = "/api/keys" }: Wish) => {
  const given = { authorization: `Bearer ${key}`, host: "crm.test", ...headers };
  const kept = Object.entries(given).filter(([, value]) => value !== "");
  return new Request(`http://crm.test${path}`, { method, headers: Object.fromEntries(kept), body });
};
const json = (body: unknown, headers: Record<string, string> = {}) =>
  request({ body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } });
const send = (asked: Request, route = create, params = {}) => route(asked, { params: Promise.resolve(params) });
const problemOf = async (response: Response) => {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  return response.json();
};

it("answers a command with its status, its output and the request's id", async () => {
  const response = await send(json({ name: "one" }, { "x-request-id": "my-request-1" }));
  expect(response.status).toBe(201);
  expect(response.headers.get("x-request-id")).toBe("my-request-1");
  expect(await response.json()).toMatchObject({ key: expect.stringMatching(/^tl_/), expires_at: null });
});

it("refuses who has no key or one that does not work, and says how to come in", async () => {
  for (const authorization of ["", "Bearer tl_wrong", "Basic abc", "Bearer"]) {
    const response = await send(json({ name: "one" }, { authorization }));
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(await problemOf(response)).toMatchObject({ code: "UNAUTHENTICATED", status: 401, title: "Sign in first" });
  }
});

it("does not fall back to the cookie when the key is wrong", async () => {
  const headers = { authorization: "Bearer tl_wrong", cookie, origin: "http://crm.test" };
  expect((await send(json({ name: "one" }, headers))).status).toBe(401);
});

it("takes a browser's session for a write from our own pages only", async () => {
  const from = (headers: Record<string, string>) =>
    send(json({ name: "one" }, { authorization: "", cookie, ...headers }));
  expect((await from({ origin: "http://crm.test" })).status).toBe(201);
  expect((await from({ "sec-fetch-site": "same-origin" })).status).toBe(201);
  const strange: Record<string, string>[] = [{ origin: "http://evil.test" }, { origin: "null" }, {}];
  for (const headers of strange) {
    const response = await from(headers);
    expect(response.status).toBe(403);
    expect(await problemOf(response)).toMatchObject({ code: "FORBIDDEN" });
  }
  expect((await send(request({ method: "GET", headers: { authorization: "", cookie } }), members)).status).toBe(200);
});

it("does not take a cookie that somebody else sealed", async () => {
  const forged = `${sessionCookieName()}=${"x".repeat(200)}`;
  expect((await send(request({ method: "GET", headers: { authorization: "", cookie: forged } }), members)).status).toBe(
    401,
  );
});

it.each([
  ["no JSON", { body: "{", headers: { "content-type": "application/json" } }, 400, "INVALID"],
  ["an array", { body: "[]", headers: { "content-type": "application/json" } }, 400, "INVALID"],
  [
    "Latin-1",
    { body: Buffer.from('{"name":"é"}', "latin1"), headers: { "content-type": "application/json" } },
    400,
    "INVALID",
  ],
  [
    "a form",
    { body: "name=x", headers: { "content-type": "application/x-www-form-urlencoded" } },
    415,
    "UNSUPPORTED_TYPE",
  ],
  ["no type", { body: Buffer.from("{}"), headers: {} }, 415, "UNSUPPORTED_TYPE"],
  ["UTF-16", { body: "{}", headers: { "content-type": "application/json; charset=utf-16" } }, 415, "UNSUPPORTED_TYPE"],
  [
    "gzip",
    { body: "{}", headers: { "content-type": "application/json", "content-encoding": "gzip" } },
    415,
    "UNSUPPORTED_TYPE",
  ],
  [
    "a megabyte",
    { body: `{"name":"${"x".repeat(1_100_000)}"}`, headers: { "content-type": "application/json" } },
    413,
    "TOO_LARGE",
  ],
])("refuses %s", async (_what, wish, status, code) => {
  const response = await send(request(wish));
  expect(response.status).toBe(status);
  expect(await problemOf(response)).toMatchObject({ code, status, request_id: expect.any(String) });
});

it("names each wrong field, an unknown one too", async () => {
  const response = await send(json({ name: "", colour: "red" }));
  expect(response.status).toBe(400);
  const { errors } = await problemOf(response);
  expect(errors.map((one: { path: string }) => one.path)).toEqual(["name", "colour"]);
});

it("refuses query parameters that are unknown or given twice", async () => {
  expect((await send(request({ method: "GET", path: "/api/m?limit=2" }), members)).status).toBe(200);
  for (const query of ["color=red", "limit=1&limit=2", "limit=abc", "__proto__=1", "limit=1%00"]) {
    expect((await send(request({ method: "GET", path: `/api/m?${query}` }), members)).status).toBe(400);
  }
  const stray = request({ path: "/api/keys?x=1", body: "{}", headers: { "content-type": "application/json" } });
  expect((await send(stray)).status).toBe(400);
});

it("refuses a parameter or a field that a route of its own making does not look at", async () => {
  const id = newId();
  const revoke = toEndpoint(revokeApiKey, { status: 204, input: (_, { id }) => ({ id }) });
  const body = {
    body: '{"reason":"old"}',
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  };
  const withBody = await send(request({ method: "DELETE", ...body }), revoke, { id });
  expect(await problemOf(withBody)).toMatchObject({ status: 400, errors: [{ path: "reason" }] });
  const create = toEndpoint(createApiKey, { status: 201, input: ({ body }) => body });
  const sent = {
    body: '{"name":"one"}',
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
  };
  const withQuery = await send(request({ path: "/api/keys?nme=two", ...sent }), create);
  expect(await problemOf(withQuery)).toMatchObject({ status: 400, errors: [{ path: "nme" }] });
  expect((await send(request(sent), create)).status).toBe(201);
});

it("says 404 for an id that cannot be one, and for one of another organization", async () => {
  const revoke = toEndpoint(revokeApiKey, { status: 204 });
  const remove = (id: string, sent = key) =>
    send(request({ method: "DELETE", headers: { authorization: `Bearer ${sent}` } }), revoke, { id });
  for (const id of ["not-an-id", "11111111-1111-1111-1111-111111111111"]) expect((await remove(id)).status).toBe(404);
  const stranger = await createApiKey((await mintOrganization()).admin, { name: "elsewhere" });
  expect((await remove(keyId, stranger.key)).status).toBe(404);
  expect((await remove(stranger.id, stranger.key)).status).toBe(204);
});

it("keeps what one key sent under an Idempotency-Key from every other key, in its own organization too", async () => {
  const others = [await createApiKey(org.rep2, { name: "other" }), await createApiKey(org.rep1, { name: "second" })];
  const post = (sent: string) =>
    send(json({ name: "shared" }, { "idempotency-key": "of-many", authorization: `Bearer ${sent}` }));
  const answers = [];
  for (const sent of [key, ...others.map((one) => one.key)]) answers.push(await post(sent));
  expect(answers.map((one) => [one.status, one.headers.get("idempotency-replayed")])).toEqual([
    [201, null],
    [201, null],
    [201, null],
  ]);
  expect(new Set((await Promise.all(answers.map((one) => one.json()))).map((one) => one.id)).size).toBe(3);
});

it("repeats the stored answer under an Idempotency-Key and refuses another body", async () => {
  const post = (name: string) => send(json({ name }, { "idempotency-key": "once" }));
  const [first, second] = [await post("one"), await post("one")];
  expect(first.headers.get("idempotency-replayed")).toBeNull();
  expect(second.headers.get("idempotency-replayed")).toBe("true");
  expect(await second.json()).toEqual(await first.json());
  const other = await post("two");
  expect(other.status).toBe(422);
  expect(await problemOf(other)).toMatchObject({ code: "IDEMPOTENCY_MISMATCH" });
});

it("takes the same body with its fields in another order for the same, at every depth, and a list in another order for another", async () => {
  const hashOf = (asked: unknown) => {
    const sent = request({ headers: { "idempotency-key": "one" } });
    const caller = { door: "key", identity: { id: newId() } } as Parameters<typeof idempotencyOf>[1];
    return idempotencyOf(sent, caller, asked)?.bodyHash;
  };
  const [one, same] = [
    { name: "one", more: [{ a: 1, b: { c: null, d: "2" } }] },
    { more: [{ b: { d: "2", c: null }, a: 1 }], name: "one" },
  ];
  expect(hashOf(same)).toBe(hashOf(one));
  expect(hashOf({ tags: ["a", "b"] })).not.toBe(hashOf({ tags: ["b", "a"] }));
  expect(hashOf({ a: { b: 1 } })).not.toBe(hashOf({ a: {}, b: 1 }));
  const post = (body: object) => send(json(body, { "idempotency-key": "in-any-order" }));
  const [first, second] = [await post({ name: "o", scopes: [] }), await post({ scopes: [], name: "o" })];
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.headers.get("idempotency-replayed")).toBe("true");
});

it("refuses what is nested so deep that nobody could read it, naming the field", async () => {
  const deep = `{"name":${"[".repeat(400_000)}${"]".repeat(400_000)}}`;
  const json = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const ways: Record<string, string>[] = [json, { ...json, "idempotency-key": "deep" }];
  for (const headers of ways) {
    const response = await send(request({ body: deep, headers }));
    expect(response.status).toBe(400);
    expect(await problemOf(response)).toMatchObject({
      code: "INVALID",
      errors: [{ path: "name", message: expect.stringContaining("100 levels") }],
    });
  }
});

it("refuses a parameter of a route of its own making that reads none", async () => {
  const plain = answering("plain", async () => new Response("well"));
  expect((await send(request({ headers: { authorization: `Bearer ${key}` } }), plain)).status).toBe(200);
  const stray = await send(request({ path: "/api/m?colour=red", headers: { authorization: `Bearer ${key}` } }), plain);
  expect(await problemOf(stray)).toMatchObject({ status: 400, errors: [{ path: "colour" }] });
  const health = await readHealth(new Request("http://crm.test/api/health?colour=red"));
  expect(await problemOf(health)).toMatchObject({ status: 400, code: "INVALID", errors: [{ path: "colour" }] });
});

it("reads a version out of If-Match", () => {
  const withMatch = (value: string) => request({ headers: { "if-match": value } });
  expect(versionOf(withMatch('"7"'))).toBe(7);
  expect(versionOf(withMatch("7"))).toBe(7);
  expect(versionOf(withMatch("*"))).toBeUndefined();
  expect(() => versionOf(withMatch('"abc"'))).toThrow(/If-Match/);
  const asked = { request: withMatch('"7"'), body: { name: "x" } };
  expect(withVersion(asked, { id: "1" })).toEqual({ name: "x", id: "1", if_version: 7 });
  expect(() => withVersion({ ...asked, body: { if_version: 7 } })).toThrow(/If-Match/);
});

it("hides what nobody foresaw and logs it under the request's id", async () => {
  const logged = vi.spyOn(log, "error").mockReturnValue();
  const broken = toReadEndpoint({
    name: "broken",
    permission: "members:read",
    input: z.object({}),
    read: (tx) => tx.sql`select secret_column from memberships`,
  });
  const response = await send(request({ method: "GET" }), broken);
  expect(response.status).toBe(500);
  const problem = await problemOf(response);
  expect(JSON.stringify(problem)).not.toMatch(/secret_column/);
  expect(logged).toHaveBeenCalledWith(expect.objectContaining({ request_id: problem.request_id }), expect.anything());
  logged.mockRestore();
});

it("stops a key after its burst and says when to go on", async () => {
  const { key: busy, id } = await createApiKey(org.rep2, { name: "busy" });
  const asking = () =>
    send(request({ method: "GET", path: "/api/m?x=1", headers: { authorization: `Bearer ${busy}` } }), members);
  // The burst is spent at a moment that lies ahead, so that nothing flows back however slow this machine is.
  const later = performance.now() + 3_600_000;
  expect(() => {
    for (let count = 0; count <= 2000; count++) spendRequest(id, later);
  }).toThrow("Too many requests");
  const limited = await asking();
  expect([limited.status, limited.headers.get("retry-after")]).toEqual([429, "1"]);
});

it("shuts a revoked key and a deactivated member out at once", async () => {
  const { key: doomed, id } = await createApiKey(org.rep2, { name: "doomed" });
  const ask = () => send(request({ method: "GET", headers: { authorization: `Bearer ${doomed}` } }), members);
  expect((await ask()).status).toBe(200);
  await revokeApiKey(org.rep2, { id });
  await sleep(100);
  expect((await ask()).status).toBe(401);

  const byCookie = () => send(request({ method: "GET", headers: { authorization: "", cookie } }), members);
  expect((await byCookie()).status).toBe(200);
  await admin`update memberships set active = false where org_id = ${org.orgId} and user_id = ${org.rep1.actor.userId}`;
  await admin`select pg_notify('touchline_identity', '')`;
  await sleep(100);
  expect((await byCookie()).status).toBe(401);
});
