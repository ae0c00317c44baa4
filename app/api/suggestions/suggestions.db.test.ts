import { beforeAll, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { logContact } from "@/lib/communications/log-contact";
import { createLead } from "@/lib/leads/create-lead";
import { restRoutes } from "@/lib/registry/rest-routes";
import { findSuggestions } from "@/lib/suggestion-engine/find-suggestions";

await testDatabase();
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
let org: MintedOrganization;
let keys: { rep: string; stranger: string; reader: string };
const ids: string[] = [];

beforeAll(async () => {
  org = await mintOrganization({ calm: true });
  const far = await mintOrganization();
  const keyOf = async (ctx: MintedOrganization["admin"], scopes: string[] = []) =>
    (await createApiKey(ctx, { name: "a key", scopes })).key;
  keys = {
    rep: await keyOf(org.rep1),
    stranger: await keyOf(far.admin),
    reader: await keyOf(org.rep1, ["suggestions:read"]),
  };
  for (const name of ["Ada", "Bea", "Cid"]) {
    const lead = await createLead(org.rep1, { first_name: name, email: `${name}@${org.slug}.example` });
    const occurred_at = new Date(Date.now() - 8 * 86_400_000).toISOString();
    await logContact(org.rep1, { lead_id: lead.id, method: "email", already_happened: true, occurred_at });
  }
  await findSuggestions(org.admin, {});
  const { body } = await call("get", "/api/suggestions", { key: keys.rep });
  ids.push(...(body.data as { id: string }[]).map((one) => one.id));
});

describe("suggestions over REST", () => {
  it("are listed by lead and status, page by page, newest first", async () => {
    expect(ids).toHaveLength(3);
    const first = await call("get", "/api/suggestions", { key: keys.rep, query: "status=pending,modified&limit=2" });
    expect([(first.body.data as object[]).length, first.body.total]).toEqual([2, 3]);
    const rest = await call("get", "/api/suggestions", {
      key: keys.rep,
      query: `limit=2&cursor=${String(first.body.next_cursor)}`,
    });
    expect((rest.body.data as { id: string }[]).map((one) => one.id)).toEqual([ids[2]]);
    const [lead] = first.body.data as { lead_id: string }[];
    const one = await call("get", "/api/suggestions", { key: keys.rep, query: `lead_id=${lead?.lead_id}` });
    expect(one.body.total).toBe(1);
    for (const query of ["status=maybe", "colour=red", "cursor=x", "limit=0"]) {
      expect((await call("get", "/api/suggestions", { key: keys.rep, query })).body.code).toBe("INVALID");
    }
  });

  it("are read, changed, approved once, rejected and put off as the contract says", async () => {
    const [one, two, three] = ids;
    const ask = (verb: string, id: string | undefined, body: object) =>
      call("post", `/api/suggestions/{id}/${verb}`, { key: keys.rep, id, body });
    expect((await call("get", "/api/suggestions/{id}", { key: keys.rep, id: one })).body).toMatchObject({
      type: "SEND_EMAIL",
      status: "PENDING",
    });
    expect((await ask("modify", one, { content: { subject: "Tuesday?" } })).body).toMatchObject({
      status: "MODIFIED",
      version: 2,
    });
    expect((await ask("approve", one, { version: 1 })).status).toBe(412);
    expect((await ask("approve", one, {})).body).toMatchObject({
      status: "EXECUTED",
      content: { subject: "Tuesday?" },
    });
    expect([(await ask("approve", one, {})).status, (await ask("reject", one, {})).status]).toEqual([409, 409]);
    expect((await ask("reject", two, { reason: "Not now" })).body).toMatchObject({
      status: "REJECTED",
      reason: "Not now",
    });
    expect((await ask("snooze", three, { until: "2999-01-01T00:00:00Z" })).body).toMatchObject({ status: "PENDING" });
    expect((await ask("modify", three, { content: { colour: 1 } })).status).toBe(400);
    expect((await ask("approve", three, { colour: 1 })).status).toBe(400);
  });

  it("are nobody else's, and a key for reading decides nothing", async () => {
    for (const verb of ["approve", "modify", "reject", "snooze"]) {
      const body = {
        ...(verb === "modify" ? { content: {} } : {}),
        ...(verb === "snooze" ? { until: "2999-01-01T00:00:00Z" } : {}),
      };
      const path = `/api/suggestions/{id}/${verb}`;
      expect((await call("post", path, { key: keys.stranger, id: ids[2], body })).status).toBe(404);
      expect((await call("post", path, { key: keys.reader, id: ids[2], body })).status).toBe(403);
      expect((await call("post", path, { id: ids[2], body })).status).toBe(401);
    }
    expect((await call("get", "/api/suggestions", { key: keys.stranger })).body.total).toBe(0);
  });
});

type Call = { key?: string; id?: string; body?: object; query?: string };

/** The answer, which must be as the table of routes describes it. */
async function call(method: "get" | "post", path: string, { key, id = "", body, query = "" }: Call) {
  const module: Record<string, Handler> = await import(`@/app${path.replace("{id}", "[id]")}/route`);
  const handler = module[method.toUpperCase()];
  if (!handler) throw new Error(`No ${method} at ${path}`);
  const headers = { ...(key ? { authorization: `Bearer ${key}` } : {}), "content-type": "application/json" };
  const request = new Request(`http://localhost${path.replace("{id}", id)}?${query}`, {
    method: method.toUpperCase(),
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const answer = await handler(request, { params: Promise.resolve<Record<string, string>>(id ? { id } : {}) });
  const told = (await answer.json()) as Record<string, unknown>;
  const route = restRoutes.find((one) => one.method === method && one.path === path);
  if (answer.ok) expect(route?.answer?.safeParse(told).error?.issues ?? []).toEqual([]);
  return { status: answer.status, body: told };
}
