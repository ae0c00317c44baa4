import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { stopHearing } from "@/lib/live/shared-listener";
import { restRoutes } from "@/lib/registry/rest-routes";

await testDatabase();
afterAll(stopHearing);

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
let org: MintedOrganization;
const keys = new Map<Context, string>();

beforeAll(async () => {
  org = await mintOrganization();
  for (const ctx of [org.rep1, org.manager, org.admin]) keys.set(ctx, (await createApiKey(ctx, { name: "k" })).key);
});

const about = restRoutes.filter((route) => route.path.startsWith("/api/dnc/{id}"));
const answerOf = (path: string) => about.find((route) => route.path === `/api/dnc/{id}${path}`)?.answer;
const reason = "She told us it was a mistake";

async function call(ctx: Context | null, method: "GET" | "POST", path: string, id: string, body?: object, query = "") {
  const module: Record<string, Handler> = await import(`@/app/api/dnc${path}/route`);
  const key = ctx && keys.get(ctx);
  const headers = new Headers({
    host: "crm.test",
    ...(key ? { authorization: `Bearer ${key}` } : {}),
    ...(body ? { "content-type": "application/json" } : {}),
  });
  const url = `http://crm.test/api/dnc${path.replace("[id]", id)}${query}`;
  const request = new Request(url, { method, headers, body: body && JSON.stringify(body) });
  const params = Promise.resolve<Record<string, string>>(path.includes("[id]") ? { id } : {});
  const response = await (module[method] as Handler)(request, { params });
  const text = await response.text();
  return { status: response.status, text, body: text.startsWith("{") ? JSON.parse(text) : {} };
}

const entry = async (value: string, more: object = {}) =>
  (await addDncEntry(org.rep1, { kind: "email", value, reason: "asked to stop", ...more })).id;

describe("an entry, by programs", () => {
  it("is taken off by two keys of two people", async () => {
    const id = await entry("one@x.org");
    expect((await call(org.rep1, "POST", "/[id]/removal", id, { reason })).status).toBe(403);
    expect((await call(org.admin, "POST", "/[id]/removal", id, {})).status).toBe(400);
    const asked = await call(org.admin, "POST", "/[id]/removal", id, { reason });
    expect([asked.status, answerOf("/removal")?.safeParse(asked.body).success]).toEqual([201, true]);
    expect((await call(org.admin, "POST", "/[id]/removal/approve", id, {})).status).toBe(403);
    const approved = await call(org.manager, "POST", "/[id]/removal/approve", id, {});
    expect([approved.status, approved.body.decision]).toEqual([200, "approved"]);
    const history = await call(org.rep1, "GET", "/[id]/history", id);
    expect(answerOf("/history")?.safeParse(history.body).success).toBe(true);
    expect(history.body.data).toHaveLength(4);
  });

  it("stays when the second person says no", async () => {
    const id = await entry("two@x.org");
    await call(org.admin, "POST", "/[id]/removal", id, { reason });
    const rejected = await call(org.manager, "POST", "/[id]/removal/reject", id, { reason });
    expect([rejected.status, rejected.body.decision]).toEqual([200, "rejected"]);
  });

  it("is told to another organization with not a byte, and to nobody without a key", async () => {
    const id = await entry("three@x.org");
    const other = await mintOrganization();
    keys.set(other.admin, (await createApiKey(other.admin, { name: "k" })).key);
    const tries = [
      ["POST", "/[id]/removal", { reason }],
      ["POST", "/[id]/removal/approve", {}],
      ["POST", "/[id]/removal/reject", { reason }],
      ["POST", "/[id]/review", { decision: "confirm" }],
      ["GET", "/[id]/history", undefined],
    ] as const;
    expect(tries).toHaveLength(about.length);
    for (const [method, path, body] of tries) {
      const theirs = await call(other.admin, method, path, id, body);
      expect([path, theirs.status, theirs.text.includes("three@")]).toEqual([path, 404, false]);
      expect([path, (await call(null, method, path, id, body)).status]).toEqual([path, 401]);
      expect([path, (await call(org.admin, method, path, newId(), body)).status]).toEqual([path, 404]);
    }
  });
});

it("the list as a file holds every entry once, and nothing that a spreadsheet would run", async () => {
  const filtered = "?q=bulk";
  for (let nth = 0; nth < 205; nth++)
    await entry(`bulk${nth}@x.org`, nth === 7 ? { reason: "=cmd|' /C calc'!A0" } : {});
  await addDncEntry(org.rep1, { kind: "phone", value: "+14155550101", reason: "bulk" });
  const { status, text } = await call(org.rep1, "GET", "/export", "", undefined, filtered);
  const lines = text.trim().split("\r\n");
  expect([status, lines.length, new Set(lines).size]).toEqual([200, 207, 207]);
  expect(text).toContain("'=cmd|");
  expect(text).toContain("phone,'+14155550101,all");
  expect((await call(null, "GET", "/export", "")).status).toBe(401);
  expect((await call(org.rep1, "GET", "/export", "", undefined, "?limit=3")).status).toBe(400);
});
