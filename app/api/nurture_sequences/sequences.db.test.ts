import { beforeAll, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { permissions } from "@/lib/core/permissions";
import { createLead } from "@/lib/leads/create-lead";
import { restRoutes } from "@/lib/registry/rest-routes";

await testDatabase();
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
let org: MintedOrganization;
let keys: { rep: string; admin: string; stranger: string };
let [sequence, lead, enrollment, other] = ["", "", "", ""];

const steps = [
  { kind: "email", subject: "Dates", body: "Shall we say Tuesday?" },
  {
    kind: "call",
    delay_hours: 48,
    window: { from: "09:00", until: "17:00", weekdays: [1, 2, 3, 4, 5] },
    subject: "Ask",
  },
];

beforeAll(async () => {
  org = await mintOrganization({ calm: true });
  const far = await mintOrganization();
  const keyOf = async (ctx: MintedOrganization["admin"]) => (await createApiKey(ctx, { name: "a key" })).key;
  keys = { rep: await keyOf(org.rep1), admin: await keyOf(org.admin), stranger: await keyOf(far.admin) };
  lead = (await createLead(org.rep1, { last_name: "Doe", email: `a@${org.slug}.example` })).id;
  other = (await createLead(org.rep1, { last_name: "Roe", email: `b@${org.slug}.example` })).id;
});

describe("sequences over REST", () => {
  it("are made, published, read and entered as the contract says", async () => {
    const made = await call("post", "/api/nurture_sequences", {
      key: keys.admin,
      body: { name: org.slug, trigger: "manual", steps, publish: true },
    });
    expect([made.status, made.body.state, made.body.live_version]).toEqual([201, "active", 1]);
    sequence = String(made.body.id);
    const entered = await call("post", "/api/leads/{id}/enroll", {
      key: keys.rep,
      id: lead,
      body: { sequence_id: sequence },
    });
    expect([entered.status, entered.body.status]).toEqual([201, "active"]);
    enrollment = String(entered.body.id);
    const again = await call("post", "/api/leads/{id}/enroll", {
      key: keys.rep,
      id: lead,
      body: { sequence_id: sequence },
    });
    expect([again.status, again.body.code]).toEqual([409, "IN_SEQUENCE"]);
    const unknown = await call("post", "/api/nurture_sequences", {
      key: keys.admin,
      body: { name: "x", colour: "red" },
    });
    expect([unknown.status, unknown.body.code]).toEqual([400, "INVALID"]);
  });

  it("answer on every route as its schema says, and to another organization as if they were not there", async () => {
    const bodies: Record<string, object> = {
      "post /api/nurture_sequences": { name: "Second" },
      "patch /api/nurture_sequences/{id}": { steps: [...steps, { kind: "wait", delay_hours: 1 }] },
      "post /api/nurture_sequences/{id}/enroll/preview": { lead_ids: [other, lead] },
      "post /api/nurture_sequences/{id}/enroll/dry_run": { ids: [other, lead] },
      "post /api/nurture_sequences/{id}/enroll": { lead_ids: [other] },
      "post /api/nurture_sequences/{id}/move": {},
      "post /api/enrollments/{id}/pause": { until: new Date(Date.now() + 86_400_000).toISOString() },
      "post /api/enrollments/{id}/resume": {},
      "post /api/enrollments/{id}/stop": {},
    };
    const mine = restRoutes.filter((route) => /^\/api\/(nurture_sequences|enrollments)/.test(route.path));
    // Pausing comes before resuming, and publishing after the change, whatever their order in the table.
    const all = ["sequences/pause", "sequences/resume"];
    const order = [
      "enroll/preview",
      "enroll",
      "patch",
      "publish",
      ...all,
      "pause",
      "resume",
      "move",
      "stop",
      "archive",
    ];
    const rank = (name: string) => order.findIndex((word) => name.endsWith(word) || name.startsWith(word));
    for (const route of mine.toSorted((a, b) => rank(`${a.method} ${a.path}`) - rank(`${b.method} ${b.path}`))) {
      const name = `${route.method} ${route.path}`;
      const id = route.path.startsWith("/api/enrollments") ? enrollment : sequence;
      const query = name.endsWith("/test") ? `lead_id=${lead}` : "";
      const as = (key?: string) =>
        call(route.method, route.path, {
          key,
          id,
          query,
          body: bodies[name] ?? (route.method === "post" ? {} : undefined),
        });
      expect([name, (await as()).status]).toEqual([name, 401]);
      if (route.path.includes("{id}")) expect([name, (await as(keys.stranger)).status]).toEqual([name, 404]);
      const answer = await as(permissions[route.permission ?? "leads:read"] === "rep" ? keys.rep : keys.admin);
      expect([name, answer.status, answer.body.detail ?? null]).toEqual([name, route.status, null]);
      expect([name, route.answer?.safeParse(answer.body).error?.issues ?? []]).toEqual([name, []]);
    }
  });
});

type Call = { key?: string; id?: string; body?: object; query?: string };
async function call(method: string, path: string, { key, id = "", body, query }: Call) {
  const module: Record<string, Handler> = await import(`@/app${path.replace("{id}", "[id]")}/route`);
  const handler = module[method.toUpperCase()];
  if (!handler) throw new Error(`${method} ${path} has no handler`);
  const headers = new Headers({
    host: "crm.test",
    ...(key ? { authorization: `Bearer ${key}` } : {}),
    ...(body ? { "content-type": "application/json" } : {}),
  });
  const request = new Request(`http://crm.test${path.replace("{id}", id)}${query ? `?${query}` : ""}`, {
    method: method.toUpperCase(),
    headers,
    body: body && JSON.stringify(body),
  });
  const response = await handler(request, {
    params: Promise.resolve<Record<string, string>>(path.includes("{id}") ? { id } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
}
