import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { convertLead } from "@/lib/clients/convert-lead";
import { logContact } from "@/lib/communications/log-contact";
import { minusDays } from "@/lib/core/time";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { changeMember } from "@/lib/organizations/change-member";
import { analyticsRoutes } from "@/lib/registry/analytics-routes";
import { createSequence } from "@/lib/sequences/create-sequence";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { createSource } from "@/lib/sources/create-source";

const { admin } = await testDatabase();
type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;
type Fields = Record<string, unknown>;
let org: MintedOrganization;
let ids: { team: string; rep: string; source: string; campaign: string };
let key = "";

beforeAll(async () => {
  org = await mintOrganization({ calm: true, timezone: "America/New_York" });
  ids = await mintYear();
  key = (await createApiKey(at(org.manager, new Date()), { name: "figures" })).key;
});

const pages = analyticsRoutes.filter(({ path }) => !path.endsWith("/rows"));
// What is a number and counts nothing: a name in digits, a rate, a length of time, an amount per something, something expected.
const NO_COUNT =
  /(\.hour|\.weekday|week_start|minimum|\.rank|(response|opt_out|complaint|win|error|shrunk|escaped)_rate(_per_attempt)?|roi|_hours|_days|\.low|\.high|payback_months|cost_per_\w+|expected_minor|error_minor|attribution\.\w+\[\]\.won|rate_from_\w+)$/;

describe.each(pages.map(({ path }) => path))("every figure of %s", (path) => {
  it.each(["", "?compare=previous", "?filters", "?campaign", "?ten years"])(
    "has as many rows as it says, or as much money in them (%s)",
    { timeout: 120_000 },
    async (wish) => {
      const answer = await ask(`${path}${queryOf(path, wish)}`);
      const rows = Object(answer.rows);
      const figures = [...figuresOf(answer)].filter(({ at: place }) => !NO_COUNT.test(place));
      // A figure that names no rows is a figure that somebody forgot.
      expect(figures.filter((one) => rows[one.at] === undefined).map((one) => one.at)).toEqual([]);
      const counted = new Map<string, number>();
      // In ten years most days are empty, and the rows of nothing were asked for above.
      for (const { at: place, value, fill } of wish === "?ten years"
        ? figures.filter((one) => one.value !== 0)
        : figures) {
        const address = fill(String(rows[place]));
        if (value > 100 && !place.endsWith("_minor")) throw new Error(`Mint fewer: ${place} is ${value}`);
        const behind = counted.get(`${place} ${address}`) ?? (await behindOf(place, address));
        counted.set(`${place} ${address}`, behind);
        expect([place, address, behind]).toEqual([place, address, value]);
      }
      // Else an empty answer would pass.
      if (wish === "") expect(figures.filter((one) => one.value > 0).length).toBeGreaterThan(5);
      // And a link to rows of no figure is a link that nobody tried.
      const tried = new Set(figures.map((one) => one.at));
      if (wish === "?compare=previous") expect(Object.keys(rows).filter((one) => !tried.has(one))).toEqual([]);
    },
  );
});

it("refuses figures that it does not know, and shows another organization nothing", async () => {
  await expect(ask("/api/analytics/funnel/rows?figure=luck")).rejects.toThrow("400");
  const stranger = (await createApiKey((await mintOrganization()).admin, { name: "figures" })).key;
  for (const { path } of analyticsRoutes.filter((one) => one.path.endsWith("/rows"))) {
    expect([path, await ask(path, stranger)]).toEqual([path, { data: [], next_cursor: null, total: 0 }]);
  }
});

/** What the page's filters may narrow, all of them at once where they go together. */
function queryOf(path: string, wish: string): string {
  const route = pages.find((one) => one.path === path);
  const takes = (query: string) => route?.query?.safeParse(Object.fromEntries(new URLSearchParams(query))).success;
  if (wish === "?campaign") return `?campaign_id=${ids.campaign}`;
  if (wish === "?ten years") return takes(tenYears) ? `?${tenYears}` : "";
  if (wish !== "?filters") return takes(wish) ? wish : "";
  const all = [
    "method=email",
    `user_id=${ids.rep}`,
    `team_id=${ids.team}`,
    `source_id=${ids.source}`,
    "response_hours=working",
    "minimum=1",
    "months=2",
  ];
  return `?${all.filter(takes).join("&")}`;
}

const today = new Date().toISOString().slice(0, 10);
const tenYears = `from_date=${Number(today.slice(0, 4)) - 10}${today.slice(4).replace("-29", "-28")}&to_date=${today}`;

type Figure = { at: string; value: number; fill: (address: string) => string };

/** Every number of an answer, the place where it stands, and how an address is filled with what stands beside it. */
function* figuresOf(node: unknown, place = "", around: Fields = {}): Generator<Figure> {
  if (typeof node === "number") {
    const fill = (address: string) =>
      address.replace(/\{([\w.]+)\}/g, (_, path: string) => encodeURIComponent(fieldOf(around, path)));
    yield { at: place, value: node, fill };
  } else if (Array.isArray(node)) {
    for (const member of node) yield* figuresOf(member, `${place}[]`, Object(member));
  } else if (node && typeof node === "object") {
    for (const [name, value] of Object.entries(node)) {
      if (place === "" && (name === "rows" || name === "definitions")) continue;
      const isMember = place === "by_method";
      yield* figuresOf(value, `${place}${place && "."}${isMember ? "{key}" : name}`, isMember ? { key: name } : around);
    }
  }
}

const fieldOf = (around: Fields, path: string) =>
  String(path.split(".").reduce<unknown>((node, name) => Object(node)[name], around) ?? "none");

async function behindOf(place: string, address: string): Promise<number> {
  const data = await wholeOf(address);
  return place.endsWith("_minor") ? data.reduce((sum, row) => sum + (row.amount?.minor ?? 0), 0) : data.length;
}

type Row = { id: string; amount?: { minor: number } };
/** All rows in small pages, each of which says how many there are. */
async function wholeOf(address: string): Promise<Row[]> {
  const all: Row[] = [];
  for (let cursor: unknown = ""; cursor !== null; ) {
    const page = `${address}${address.includes("?") ? "&" : "?"}limit=20${cursor ? `&cursor=${cursor}` : ""}`;
    const { data, total, next_cursor } = await ask(page);
    if (!Array.isArray(data)) throw new Error(`${address} has no rows`);
    all.push(...data);
    cursor = next_cursor;
    expect([address, data.length, cursor !== null]).toEqual([
      address,
      cursor ? 20 : ((Number(total) - 1) % 20) + 1,
      all.length < Number(total),
    ]);
  }
  return all;
}

async function ask(address: string, as = key): Promise<Fields> {
  const { pathname } = new URL(address, "http://crm.test");
  const module: { GET: Handler } = await import(`@/app${pathname}/route`);
  const request = new Request(new URL(address, "http://crm.test"), { headers: { authorization: `Bearer ${as}` } });
  const response = await module.GET(request, { params: Promise.resolve({}) });
  const answer: Fields = await response.json();
  if (!response.ok) throw new Error(`${response.status} ${address} ${JSON.stringify(answer)}`);
  const schema: z.ZodType | undefined = analyticsRoutes.find((one) => one.path === pathname)?.answer;
  expect([address, schema?.safeParse(answer).error?.issues]).toEqual([address, undefined]);
  return answer;
}

const day = (ago: number) => minusDays(new Date(), ago);

/** A year in small: two sources and none, people won and lost, replies, refused contacts, opt-outs, costs, a template and a sequence. */
async function mintYear() {
  const events = await createSource(org.manager, { name: "Events" });
  const fair = await createSource(org.manager, { name: "Fair", parent_id: events.id });
  await changeMember(org.admin, { user_id: org.rep1.actor.userId, team: "North" });
  const leads: string[] = [];
  for (let nth = 0; nth < 12; nth++) leads.push(await mintPerson(nth));
  for (const [nth, lead] of leads.entries()) await live(lead, nth);
  await breakRules(leads[10] ?? "");
  for (const ago of [40, 5])
    await recordSourceCost(org.manager, {
      source_id: fair.id,
      month: day(ago).toISOString().slice(0, 7),
      kind: ago === 5 ? "event" : "agency",
      amount_minor: 40_001,
    });
  const campaign = await createCampaign(org.admin, { name: "Spring", source_id: fair.id });
  await makeOf(leads, campaign.id);
  const [team] = await admin<{ id: string }[]>`select id from teams where org_id = ${org.orgId}`;
  return { team: team?.id ?? "", rep: org.rep1.actor.userId, source: fair.id, campaign: campaign.id };
}

async function mintPerson(nth: number): Promise<string> {
  const name = `p${nth}`;
  const { id } = await createLead(at(org.rep1, day(nth < 4 ? 100 - nth : 28 - nth)), {
    last_name: name,
    email: `${name}@${name}.example`,
    source: ["Fair", "Webinar", undefined][nth % 3],
    estimated_value_minor: nth % 4 === 0 ? null : 10_000 * nth,
    currency: nth === 7 ? "CHF" : "USD",
  });
  return id;
}

async function live(lead_id: string, nth: number): Promise<void> {
  const who = nth % 2 ? org.rep1 : org.rep2;
  const touch = { lead_id, method: "email" };
  if (nth < 4) {
    await logContact(at(who, day(45)), touch);
    await updateLead(at(who, day(80)), { lead_id, status: "qualified" });
  }
  await logContact(at(who, day(15)), { ...touch, method: ["email", "call"][nth % 2] ?? "email" });
  if (nth % 3 === 1) {
    const method = ["email", "call"][nth % 2] ?? "email";
    await logContact(at(who, day(14)), { ...touch, method, direction: "inbound" });
  }
  if (nth === 5) await logContact(at(who, day(12)), { ...touch, method: "meeting", responded: true });
  if (nth > 3 && nth < 9) await updateLead(at(who, day(9)), { lead_id, status: "qualified" });
  if (nth === 2) await convertLead(at(who, day(40)), { lead_id, name: "Early", value_minor: 70_000, currency: "USD" });
  if (nth === 4) await convertLead(at(who, day(4)), { lead_id, name: "Ours", value_minor: 50_001, currency: "USD" });
  if (nth === 6) await convertLead(at(who, day(4)), { lead_id, name: "Free" });
  if (nth === 8) await convertLead(at(who, day(3)), { lead_id, name: "Alp", value_minor: 9000, currency: "CHF" });
  if (nth === 9) await updateLead(at(who, day(8)), { lead_id, status: "lost" });
  if (nth === 11) await logContact(at(org.manager, day(45)), { ...touch, method: "sms", already_happened: true });
}

async function breakRules(lead_id: string): Promise<void> {
  const touch = { lead_id, method: "linkedin" };
  await logContact(at(org.rep1, day(2)), touch);
  await logContact(at(org.rep2, day(2)), touch).catch(() => null);
  await logContact(at(org.rep2, day(2)), { ...touch, already_happened: true });
  await logContact(at(org.manager, day(1)), { ...touch, override_reason: "She asked for it" });
  for (const [value, source] of [
    ["p10@p10.example", "unsubscribe"],
    ["p11@p11.example", "complaint"],
    ["nobody@p12.example", "manual"],
  ] as const) {
    await addDncEntry(at(org.rep1, day(1)), { kind: "email", value, reason: "said so", source });
  }
}

/** Some touches were made of a template, some by a sequence; only a message that is sent is, so the ledger is told past its door. */
async function makeOf(leads: readonly string[], campaign: string): Promise<void> {
  const sequence = await createSequence(org.admin, {
    name: "Spring",
    steps: [{ kind: "email", subject: "Dates", body: "Shall we say Tuesday?" }],
    publish: true,
  });
  const enrollment = await enrollLead(org.rep1, { lead_id: leads[3] ?? "", sequence_id: sequence.id });
  await admin.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const [template] = await sql<{ id: string }[]>`
      insert into email_templates (org_id, name, channel, body, shared, owner_id, edited_by)
      values (${org.orgId}, 'Offer', 'email', 'Hello', true, ${org.rep1.actor.userId}, ${org.rep1.actor.userId}) returning id`;
    await sql`update communications set template_id = ${template?.id ?? null}, template_version = 1
      where org_id = ${org.orgId} and channel = 'email' and direction = 'outbound'`;
    await sql`update communications set campaign_id = ${campaign}
      where org_id = ${org.orgId} and direction = 'outbound' and lead_id = any (${leads.slice(3)}::uuid[])`;
    await sql`
      update communications c set enrollment_id = ${enrollment.id},
        step_id = (select t.id from sequence_steps t where t.org_id = c.org_id limit 1)
      where c.org_id = ${org.orgId} and c.lead_id = ${leads[3] ?? null} and c.channel = 'call'`;
  });
}
