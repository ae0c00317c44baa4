import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { permissions } from "@/lib/core/permissions";
import { stopHearing } from "@/lib/live/shared-listener";
import type { RestRoute } from "@/lib/registry/rest-route";
import { restRoutes } from "@/lib/registry/rest-routes";

await testDatabase();
afterAll(stopHearing);

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Ids = Record<
  | "lead"
  | "contact"
  | "message"
  | "point"
  | "note"
  | "call"
  | "bulk"
  | "view"
  | "segment"
  | "tag"
  | "rule"
  | "company"
  | "template"
  | "campaign",
  string
>;

type Keys = { key: string; adminKey: string };
let ours: { org: MintedOrganization; ids: Ids } & Keys;
let theirs: { org: MintedOrganization } & Keys;

beforeAll(async () => {
  const org = await mintOrganization();
  const other = await mintOrganization();
  const keyOf = async (ctx: MintedOrganization["admin"]) => (await createApiKey(ctx, { name: "a key" })).key;
  theirs = { org: other, key: await keyOf(other.rep1), adminKey: await keyOf(other.admin) };
  const [key, adminKey] = [await keyOf(org.rep1), await keyOf(org.admin)];
  const lead = await call("post", "/api/leads", {
    key,
    body: {
      first_name: "Ines",
      email: `ines@${org.slug}.example`,
      linkedin: `in/ines-${org.slug}`,
      phone: "+14155550123",
    },
  });
  const leadId = String(lead.body.id);
  const contact = await call("post", "/api/leads/{id}/contacts", {
    key,
    id: leadId,
    body: { method: "email", subject: "Dates" },
  });
  const message = await call("post", "/api/messages", { key, body: messageTo(leadId, "linkedin") });
  const points = await call("get", "/api/leads/{id}/contact-points", { key, id: leadId });
  const view = await call("post", "/api/views", { key, body: { name: "Hot", query: { sort: "-score" } } });
  const filter = { field: "status", op: "is", value: "new" };
  const segment = await call("post", "/api/segments", { key, body: { name: org.slug, filter, visibility: "public" } });
  const tag = await call("post", "/api/tags", { key: adminKey, body: { name: org.slug } });
  const point = (points.body.data as { id: string }[])[0]?.id ?? "";
  const bulk = await call("post", "/api/leads/bulk", { key, body: tagging(leadId) });
  const note = await call("post", "/api/leads/{id}/notes", { key, id: leadId, body: { body: "Ask her for @rep2" } });
  const happened = { method: "call", already_happened: true };
  const rule = await call("post", "/api/assignment-rules", { key: adminKey, body: ruleFor(org.rep1.actor.userId) });
  const called = await call("post", "/api/leads/{id}/contacts", { key, id: leadId, body: happened });
  const campaign = await call("post", "/api/campaigns", { key: adminKey, body: { name: org.slug } });
  const template = await call("post", "/api/templates", { key, body: templateOf(org.slug) });
  ours = {
    org,
    key,
    adminKey,
    ids: {
      lead: leadId,
      contact: String(contact.body.id),
      message: String(message.body.id),
      point,
      note: String(note.body.id),
      call: String(called.body.id),
      bulk: String(bulk.body.id),
      view: String(view.body.id),
      segment: String(segment.body.id),
      tag: String(tag.body.id),
      rule: String(rule.body.id),
      company: (lead.body.company as { id: string }).id,
      template: String(template.body.id),
      campaign: String(campaign.body.id),
    },
  };
});

const messageTo = (lead_id: string, channel: string) => ({ lead_id, channel, body_text: "Shall we say Tuesday?" });

const ruleFor = (user_id: string) => ({ name: "In turn", members: [{ user_id }] });

const templateOf = (name: string) => ({ name, body_text: "Hello {{first_name|there}}", shared: true });

const tagging = (lead_id: string) => ({ action: "add_tags", tags: ["fair"], ids: [lead_id] });

// What each route is asked in this file; a route of the table without an entry fails the first test.
const asked: Record<string, { body?: object | (() => object); query?: string }> = {
  "post /api/messages": { body: () => messageTo(ours.ids.lead, "whatsapp") },
  "get /api/leads/duplicates": { query: "email=ines@nowhere.example" },
  "post /api/leads": { body: { first_name: "Omar" } },
  "post /api/leads/bulk": { body: () => tagging(ours.ids.lead) },
  "get /api/leads/verdicts": { query: "ids=" },
  "patch /api/leads/{id}": { body: { title: "Head of Logistics" } },
  "post /api/leads/{id}/contacts": { body: { method: "call", already_happened: true } },
  "post /api/leads/{id}/draft": { body: { method: "sms" } },
  "post /api/leads/{id}/viewing": { body: {} },
  "post /api/leads/{id}/snooze": { body: { until: new Date(Date.now() + 86_400_000).toISOString() } },
  "patch /api/contacts/{id}/responded": { body: { responded: true } },
  "patch /api/settings": { body: {} },
  "patch /api/calendar": { body: {} },
  "patch /api/goals": { body: { touches: 30, shared: true } },
  "post /api/view_mails": { body: { view: "funnel", frequency: "weekly" } },
  "post /api/views": { body: { name: "Warm", visibility: "public" } },
  "patch /api/views/{id}": { body: { name: "Hotter" } },
  "patch /api/companies/{id}": { body: { timezone: "Europe/Berlin" } },
  "post /api/assignment-rules": { body: () => ruleFor(ours.org.rep2.actor.userId) },
  "patch /api/assignment-rules/{id}": { body: () => ruleFor(ours.org.rep2.actor.userId) },
  "patch /api/contact-points/{id}": { body: { shared: false } },
  "post /api/leads/{id}/stakeholders": { body: { first_name: "Paul", role: "Pays" } },
  "post /api/leads/{id}/notes": { body: { body: "Back from holiday on Monday" } },
  "patch /api/notes/{id}": { body: { body: "Back from holiday on Tuesday" } },
  "patch /api/contacts/{id}/call": { body: { outcome: "voicemail", duration_seconds: 20 } },
  "put /api/contacts/{id}/transcript": { body: { content: "00:12 Ines: The budget is fixed" } },
  "get /api/transcripts": { query: "q=budget" },
  "post /api/dnc": { body: { kind: "email", value: "stop@else.example", reason: "asked" } },
  "get /api/dnc/check": { query: "email=stop@else.example" },
  "post /api/dnc/import": { body: { text: "stop@third.example\nno address", reason: "old tool" } },
  "post /api/leads/{id}/consents": {
    body: { kind: "email", purpose: "newsletter", status: "denied", source: "a form" },
  },
  "post /api/notifications/read": { body: { all: true } },
  "get /api/outreach/check": { query: "email=somebody@else.example" },
  "post /api/scoring": { body: { hot: 80 } },
  "post /api/scoring/preview": { body: { hot: 80 } },
  "post /api/leads/{id}/score": { body: {} },
  "patch /api/autonomy": { body: { TASK: { level: "one_click" } } },
  "patch /api/autonomy/ceiling": { body: { TASK: { level: "automatic", day_limit: 5 } } },
  "post /api/segments": { body: { name: "Warm ones", filter: { and: [] } } },
  "post /api/segments/preview": { body: { filter: { field: "name", op: "contains", value: "ines" } } },
  "post /api/segments/explain": {
    body: () => ({ filter: { field: "name", op: "contains", value: "ines" }, lead_id: ours.ids.lead }),
  },
  "post /api/leads/{id}/tags": { body: { name: "spring" } },
  "delete /api/leads/{id}/tags": { query: "name=spring" },
  "patch /api/segments/{id}": { body: { visibility: "team" } },
  "post /api/segments/{id}/duplicate": { body: {} },
  "post /api/templates": { body: templateOf("First words") },
  "patch /api/templates/{id}": { body: { subject: "For {{company|you}}" } },
  "post /api/templates/{id}/preview": { body: () => ({ lead_id: ours.ids.lead }) },
  "post /api/daily_outreach": { body: {} },
  "post /api/tags": { body: { name: "vip", colour: "blue" } },
  "patch /api/tags/{id}": { body: { colour: "green" } },
  "post /api/campaigns": { body: { name: "Spring" } },
  "patch /api/campaigns/{id}": { body: { goal: "Ten meetings" } },
  "post /api/lead_sources": { body: { name: "Trade fair" } },
  "post /api/source_costs/import": { body: { text: "source,month,kind,amount\nnowhere,2026-01,event,5" } },
  "put /api/fx_rates": { body: { currency: "EUR", day: "2026-01-05", rate: 1.08 } },
  "post /api/budget/accounts": { body: { name: "Fairs" } },
  "post /api/dnc/check": { body: { values: [{ kind: "email", value: "stop@else.example" }] } },
};
const name = (route: RestRoute) => `${route.method} ${route.path}`;
// A stream, the health of the process, and two that need the lead in a state of its own below.
const apart = [
  "get /api/audit/export",
  "get /api/live",
  "get /api/health",
  "delete /api/leads/{id}",
  "post /api/leads/{id}/restore",
  "post /api/leads/{id}/convert",
  "post /api/leads/{id}/unconvert",
  "post /api/bulk_actions/{id}/undo",
  "delete /api/leads/{id}/draft",
  "delete /api/segments/{id}",
  "get /api/segments/{id}/explain",
  "delete /api/tags/{id}",
  "delete /api/templates/{id}",
  "post /api/tags/{id}/merge",
  // Once its time has come: lib/unknown-messages/mark-sent.db.test.ts.
  "post /api/messages/{id}/sent",
  // One's own alone: lib/worker/tell-views.db.test.ts.
  "delete /api/view_mails/{id}",
  // About one source, cost and account: app/api/budget/money.db.test.ts.
  "post /api/source_costs",
  "post /api/budget/transactions",
  "patch /api/source_costs/{id}",
  "delete /api/source_costs/{id}",
  "patch /api/lead_sources/{id}",
  // Two leads and a pair of them: app/api/duplicates/duplicates.db.test.ts.
  "get /api/leads/{id}/merge/preview",
  "post /api/leads/{id}/merge",
  "post /api/leads/{id}/unmerge",
  "post /api/duplicates/{id}/dismiss",
];
// Files (lib/lead-exports and app/api/budget have tests of their own), and those about one entry: app/api/dnc/entry-life.db.test.ts.
const entryRoutes = (route: RestRoute) =>
  route.path.startsWith("/api/dnc/{id}") ||
  /^\/api\/(dnc|leads|source_costs|segments\/\{id\}|budget\/transactions)\/export$/.test(route.path);
// For admins, and they change the lead: they have a test of their own below.
const personal = (route: RestRoute) => /^\/api\/leads\/\{id\}\/(erase|export)$/.test(route.path);
// With a file of its own: app/api/imports/imports.db.test.ts.
const fileRoutes = (route: RestRoute) => /^\/api\/(imports|attachments)/.test(route.path);
// With a test of their own beside them: app/api/nurture_sequences/sequences.db.test.ts.
const sequenced = (route: RestRoute) =>
  /^\/api\/(nurture_sequences|enrollments|daily_outreach\/items)|\/enroll$/.test(route.path);
// With a test of their own beside them: app/api/suggestions/suggestions.db.test.ts.
const suggesting = (route: RestRoute) => route.path.startsWith("/api/suggestions/{id}");
// With a test of their own beside them: app/api/mailboxes/mailboxes.db.test.ts.
const mailed = (route: RestRoute) => /^\/api\/(mail|mailboxes|sending)(\/|$)|\/resolve$/.test(route.path);
const walked = restRoutes.filter(
  (route) =>
    !mailed(route) &&
    !suggesting(route) &&
    !sequenced(route) &&
    !apart.includes(name(route)) &&
    !fileRoutes(route) &&
    !entryRoutes(route) &&
    !personal(route),
);

describe("every route of the table", () => {
  it.each(walked.map((route) => [name(route), route] as const))("%s answers as its schema says", async (_, route) => {
    const { status, body } = await ask(route, keyFor(route, ours));
    expect([route.status, 200]).toContain(status);
    const parsed = route.answer?.safeParse(body);
    expect(parsed?.error?.issues ?? []).toEqual([]);
  });

  it.each(walked.map((route) => [name(route), route] as const))(
    "%s tells another organization not a byte",
    async (_, route) => {
      const { status, text } = await ask(route, keyFor(route, theirs));
      if (route.path.includes("{id}")) expect(status).toBe(404);
      expect(text).not.toContain(ours.org.slug);
      expect(text).not.toContain(ours.org.orgId);
    },
  );

  it.each(walked.map((route) => [name(route), route] as const))("%s refuses nobody's request", async (_, route) => {
    const { status, body } = await ask(route, undefined);
    expect([status, body.code]).toEqual([401, "UNAUTHENTICATED"]);
  });
});

describe("deleting", () => {
  it("hides a lead until it is restored", async () => {
    const lead = await call("post", "/api/leads", { key: ours.key, body: { first_name: "Gone" } });
    const id = String(lead.body.id);
    const at = (method: string, path: string) => call(method, path, { key: ours.key, id });
    expect((await at("delete", "/api/leads/{id}")).status).toBe(204);
    expect((await at("get", "/api/leads/{id}")).status).toBe(404);
    expect((await at("get", "/api/leads/{id}/contacts")).status).toBe(404);
    expect((await at("post", "/api/leads/{id}/restore")).status).toBe(200);
    expect((await at("get", "/api/leads/{id}")).status).toBe(200);
  });
});

describe("converting", () => {
  it("answers with the client, and its undo with the lead as it was; strangers see neither", async () => {
    const lead = await call("post", "/api/leads", { key: ours.key, body: { first_name: "Cleo" } });
    const id = String(lead.body.id);
    for (const status of ["contacted", "qualified"])
      await call("patch", "/api/leads/{id}", { key: ours.key, id, body: { status } });
    const convert = (key: string) => call("post", "/api/leads/{id}/convert", { key, id, body: { name: "Cleo Ltd" } });
    const unconvert = (key: string) =>
      call("post", "/api/leads/{id}/unconvert", { key, id, body: { reason: "Too soon" } });
    expect((await convert(theirs.key)).status).toBe(404);
    const made = await convert(ours.key);
    expect([made.status, made.body]).toEqual([201, expect.objectContaining({ name: "Cleo Ltd", lead_id: id })]);
    expect([(await unconvert(theirs.adminKey)).status, (await unconvert(ours.key)).status]).toEqual([404, 403]);
    const back = await unconvert(ours.adminKey);
    expect([back.status, back.body.status]).toEqual([200, "qualified"]);
  });
});

describe("taking a change of many leads back", () => {
  it("is refused while it runs, and to another organization as if it were not there", async () => {
    const started = await call("post", "/api/leads/bulk", { key: ours.key, body: tagging(ours.ids.lead) });
    const undo = (key: string) => call("post", "/api/bulk_actions/{id}/undo", { key, id: String(started.body.id) });
    const [mine, stranger] = [await undo(ours.key), await undo(theirs.key)];
    expect([mine.status, mine.body.code, mine.body.detail]).toEqual([
      409,
      "CONFLICT",
      "This still runs. Cancel it first.",
    ]);
    expect([stranger.status, stranger.body.code]).toEqual([404, "NOT_FOUND"]);
  });
});

describe("segments and tags", () => {
  it("say why a lead is in, and are gone once they are deleted", async () => {
    const { ids, adminKey, key } = ours;
    const own = await call("post", "/api/segments", { key, body: { name: "Own", filter: { and: [] } } });
    const id = String(own.body.id);
    const at = (method: string, path: string, as = key) =>
      call(method, path, { key: as, id, query: path.endsWith("explain") ? `lead_id=${ids.lead}` : "" });
    expect((await at("get", "/api/segments/{id}/explain")).body).toMatchObject({ lead_id: ids.lead, included: true });
    for (const path of ["", "/explain", "/leads", "/count"]) {
      expect((await at("get", `/api/segments/{id}${path}`, adminKey)).status).toBe(404);
      expect((await at("get", `/api/segments/{id}${path}`, theirs.key)).status).toBe(404);
    }
    expect((await at("delete", "/api/segments/{id}")).status).toBe(204);
    expect((await at("get", "/api/segments/{id}")).status).toBe(404);
  });

  it("merge into one another and are deleted", async () => {
    const make = async (name: string) =>
      String((await call("post", "/api/tags", { key: ours.adminKey, body: { name } })).body.id);
    const [from, into] = [await make("from"), await make("into")];
    const merge = (key: string) => call("post", "/api/tags/{id}/merge", { key, id: from, body: { into_id: into } });
    expect((await merge(ours.key)).status).toBe(403);
    expect((await merge(theirs.adminKey)).status).toBe(404);
    expect(await merge(ours.adminKey)).toMatchObject({ status: 200, body: { id: into, name: "into" } });
    expect((await call("delete", "/api/tags/{id}", { key: theirs.adminKey, id: into })).status).toBe(404);
    expect((await call("delete", "/api/tags/{id}", { key: ours.adminKey, id: into })).status).toBe(204);
    expect((await call("delete", "/api/tags/{id}", { key: ours.adminKey, id: into })).status).toBe(404);
  });
});

describe("a short list", () => {
  it("is read in pages like every other", async () => {
    const ask = (query: string) => call("get", "/api/tags", { key: ours.adminKey, query });
    const make = async (name: string) => call("post", "/api/tags", { key: ours.adminKey, body: { name } });
    await make("a first");
    await make("a second");
    const whole = (await ask("")).body.data as { name: string }[];
    const first = await ask("limit=1");
    const rest = await ask(`limit=200&cursor=${String(first.body.next_cursor)}`);
    expect(first.body).toMatchObject({ data: [whole[0]], total: whole.length });
    expect(rest.body).toMatchObject({ data: whole.slice(1), next_cursor: null });
    expect(await ask("cursor=mine")).toMatchObject({ status: 400, body: { errors: [{ path: "cursor" }] } });
    const elsewhere = `limit=1&cursor=${String(first.body.next_cursor)}`;
    expect(await call("get", "/api/segments", { key: ours.adminKey, query: elsewhere })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "cursor", message: expect.stringContaining("another list") }] },
    });
  });
});

describe("what a person may ask of us", () => {
  it("is answered to admins of the organization: everything that is kept, and to be forgotten", async () => {
    const admin = (await createApiKey(ours.org.admin, { name: "admin" })).key;
    const lead = await call("post", "/api/leads", {
      key: ours.key,
      body: { first_name: "Gone", email: "gone@x.example" },
    });
    const id = String(lead.body.id);
    for (const route of restRoutes.filter(personal)) {
      const as = (key?: string) => call("post", route.path, { key, id, body: {} });
      expect([route.path, (await as(ours.key)).status, (await as()).status]).toEqual([route.path, 403, 401]);
      const { status, body } = await as(admin);
      expect([route.path, status, route.answer?.safeParse(body).error?.issues ?? []]).toEqual([route.path, 200, []]);
    }
    expect((await call("get", "/api/leads/{id}", { key: ours.key, id })).status).toBe(404);
  });
});

describe("the verdicts of a list", () => {
  const verdicts = async (key: string) =>
    (await call("get", "/api/leads/verdicts", { key, query: `ids=${ours.ids.lead}` })).body.data;

  it("say what speaks against a channel, and nothing of what was written", async () => {
    const found = await verdicts(ours.key);
    expect(found).toMatchObject([{ lead_id: ours.ids.lead, channels: { email: { verdict: "blocked" } } }]);
    expect(JSON.stringify(found)).toContain("RECENTLY_CONTACTED");
    expect(JSON.stringify(found)).not.toContain("Dates");
  });

  it("leave out leads that are not here", async () => {
    expect(await verdicts(theirs.key)).toEqual([]);
  });
});

describe("a refusal by the guard", () => {
  it("says who, when, what, until when and whether this caller may override", async () => {
    const { status, body } = await call("post", "/api/leads/{id}/contacts", {
      key: ours.key,
      id: ours.ids.lead,
      body: { method: "email" },
    });
    expect(status).toBe(409);
    expect(body).toMatchObject({
      code: "RECENTLY_CONTACTED",
      overridable: false,
      holder: { user: { name: "rep1" }, channel: "email", subject: "Dates" },
      warnings: [{ code: "RECENTLY_CONTACTED" }, { code: "SAME_CHANNEL_RECENT", overridable: true }],
    });
    expect(Date.parse(String(body.next_allowed_at))).toBeGreaterThan(Date.now());
  });

  it("is the stored answer when the request is repeated under its key", async () => {
    const again = () =>
      call("post", "/api/leads/{id}/contacts", {
        key: ours.key,
        id: ours.ids.lead,
        body: { method: "email" },
        idempotencyKey: "one",
      });
    const [first, second] = [await again(), await again()];
    expect([first.status, second.status]).toEqual([409, 409]);
    expect([first.replayed, second.replayed]).toEqual([null, "true"]);
  });
});

const keyFor = ({ permission }: RestRoute, { key, adminKey }: Keys) =>
  permission && permissions[permission] !== "rep" ? adminKey : key;

const ask = (route: RestRoute, key: string | undefined) => {
  const { lead, contact, message, point, note, bulk, view, segment, tag, rule, company, template, campaign } = ours.ids;
  const nouns: Record<string, string> = {
    contacts: contact,
    messages: message,
    templates: template,
    campaigns: campaign,
    "contact-points": point,
    notes: note,
    bulk_actions: bulk,
    views: view,
    segments: segment,
    tags: tag,
    companies: company,
    "assignment-rules": rule,
  };
  const spoken = /\{id\}\/(call|transcript)/.test(route.path);
  const id = spoken ? ours.ids.call : (nouns[route.path.split("/")[2] ?? ""] ?? lead);
  const { body, ...rest } = asked[name(route)] ?? {};
  return call(route.method, route.path, { key, id, ...rest, body: typeof body === "function" ? body() : body });
};

type Call = { key?: string; id?: string; body?: object; query?: string; idempotencyKey?: string };

async function call(method: string, path: string, { key, id = "", body, query = "", idempotencyKey }: Call) {
  const module: Record<string, Handler> = await import(`@/app${path.replace("{id}", "[id]")}/route`);
  const handler = module[method.toUpperCase()];
  if (!handler) throw new Error(`${method} ${path} has no handler`);
  const headers = new Headers({
    host: "crm.test",
    ...(key ? { authorization: `Bearer ${key}` } : {}),
    ...(body ? { "content-type": "application/json" } : {}),
  });
  if (idempotencyKey) headers.set("idempotency-key", idempotencyKey);
  const url = `http://crm.test${path.replace("{id}", id)}${query ? `?${query}` : ""}`;
  const request = new Request(url, {
    method: method.toUpperCase(),
    headers,
    body: body ? JSON.stringify(body) : undefined,
  });
  const response = await handler(request, {
    params: Promise.resolve<Record<string, string>>(path.includes("{id}") ? { id } : {}),
  });
  const text = await response.text();
  const answer: Record<string, unknown> = text ? JSON.parse(text) : {};
  return { status: response.status, text, body: answer, replayed: response.headers.get("idempotency-replayed") };
}
