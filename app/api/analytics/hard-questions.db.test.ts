import { beforeAll, describe, expect, it } from "vitest";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { createLead } from "@/lib/leads/create-lead";
import { analyticsRoutes } from "@/lib/registry/analytics-routes";

const { admin } = await testDatabase();
type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;
type Fields = Record<string, unknown>;

const pages = analyticsRoutes.filter(({ path }) => !path.endsWith("/rows"));
const nobody = "00000000-0000-7000-8000-00000000dead";
const today = new Date().toISOString().slice(0, 10);
const yearsAgo = (years: number) => `${Number(today.slice(0, 4)) - years}${today.slice(4).replace("-29", "-28")}`;
const tenYears = { from_date: yearsAgo(10), to_date: today };

let empty: string;
let single: { org: MintedOrganization; key: string; rep: string };

beforeAll(async () => {
  empty = await keyOf(await mintOrganization());
  const org = await mintOrganization({ timezone: "America/New_York", calm: true });
  single = { org, key: await keyOf(org), rep: org.rep1.actor.userId };
  // One rep, one channel: a touch in each hour of the day that has 23 of them and of the one that has 25.
  const lead = await createLead(at(org.rep1, "2026-03-01T00:00:00Z"), { last_name: "Reed", source: "Fair" });
  const hours = [
    ["2026-03-08T05:30:00Z", 23],
    ["2026-11-01T04:30:00Z", 25],
  ] as const;
  for (const [first, count] of hours) {
    await admin.begin(async (sql) => {
      await sql`select set_config('app.org_id', ${org.orgId}, true)`;
      await sql`
        insert into communications (org_id, lead_id, user_id, actor_name, source, intent, channel, direction, status, occurred_at)
        select ${org.orgId}, ${lead.id}, ${single.rep}, 'rep1', 'api', 'happened', 'email', 'outbound', 'logged', ${first}::timestamptz + nth * interval '1 hour'
        from generate_series(0, ${count - 1}) nth`;
    });
  }
});

describe.each(pages.map(({ path }) => path))("%s", (path) => {
  const takes = (query: Fields) => pages.find((one) => one.path === path)?.query?.safeParse(query).success;
  const given = (...all: Fields[]) => Object.assign({}, ...all.filter(takes));

  it("is empty, and nothing else, for an organization without anybody", async () => {
    for (const query of [{}, given(tenYears), given({ compare: "previous" })]) {
      expect([query, countsOf(await ask(path, query, empty))]).toEqual([query, []]);
    }
  });

  it("is empty where its filters match nothing", async () => {
    const filters = [{ user_id: nobody }, { team_id: nobody }, { source_id: nobody }, { campaign_id: nobody }];
    for (const filter of [...filters, { method: "sms" }].filter(takes)) {
      const figures = countsOf(await ask(path, { ...given(tenYears), ...filter }, single.key));
      // Costs and the do-not-contact list are nobody's in particular, and there are none.
      expect([filter, figures]).toEqual([filter, []]);
    }
  });

  it("is the same with filters that match everything", async () => {
    const all = await ask(path, given(tenYears), single.key);
    for (const filter of [{ method: "email" }, { user_id: single.rep }].filter(takes)) {
      const narrowed = await ask(path, { ...given(tenYears), ...filter }, single.key);
      expect([filter, told(narrowed)]).toEqual([filter, told(all)]);
    }
  });

  it.each([
    ["a period that ends before it begins", { from_date: "2026-03-02", to_date: "2026-03-01" }],
    ["a day that is none", { from_date: "2026-02-30" }],
    ["more than ten years and the months around them", { from_date: "2001-01-01", to_date: "2026-01-01" }],
    ["a filter that is not known", { colour: "red" }],
    ["a campaign that is no id", { campaign_id: "spring" }],
  ])("refuses %s, in words", async (_, query) => {
    const response = await answer(path, query, single.key);
    expect(response.status).toBe(400);
    const problem = await response.text();
    expect(JSON.parse(problem)).toMatchObject({
      code: "INVALID",
      errors: [{ message: expect.stringMatching(/\w{3}/) }],
    });
    expect(problem).not.toMatch(/syntax|column|invalid input/i);
  });
});

describe("a period across a change of the clocks", () => {
  it.each([
    ["2026-03-01", "2026-03-14", "2026-03-08", 23, 14],
    ["2026-10-25", "2026-11-07", "2026-11-01", 25, 14],
    [yearsAgo(10), today, "2026-11-01", 25, null],
  ])("from %s to %s has every day once, and all touches of %s", async (from_date, to_date, day, touches, length) => {
    const { by_day, by_hour, total_attempts } = (await ask(
      "/api/analytics/outreach",
      { from_date, to_date },
      single.key,
    )) as {
      by_day: { date: string; attempts: number }[];
      by_hour: { hour: number; attempts: number }[];
      total_attempts: number;
    };
    const days = by_day.map((one) => one.date);
    expect(new Set(days).size).toBe(days.length);
    if (length !== null) expect(days).toHaveLength(length);
    expect(by_day.find((one) => one.date === day)?.attempts).toBe(touches);
    expect(by_day.reduce((sum, one) => sum + one.attempts, 0)).toBe(total_attempts);
    expect(by_hour.reduce((sum, one) => sum + one.attempts, 0)).toBe(total_attempts);
    // The hour that was left out, and the one that came twice.
    const twoOfMarch = { "2026-03-08": { 2: 0, 1: 1 }, "2026-11-01": { 1: 2, 2: 1 } }[day];
    if (length === 14)
      for (const [hour, count] of Object.entries(twoOfMarch ?? {}))
        expect([hour, by_hour.find((one) => one.hour === Number(hour))?.attempts ?? 0]).toEqual([hour, count]);
  });
});

const keyOf = async ({ manager }: MintedOrganization) => (await createApiKey(manager, { name: "figures" })).key;

async function answer(path: string, query: Fields, key: string): Promise<Response> {
  const module: { GET: Handler } = await import(`@/app${path}/route`);
  const text = new URLSearchParams(query as Record<string, string>);
  const request = new Request(`http://crm.test${path}?${text}`, { headers: { authorization: `Bearer ${key}` } });
  return module.GET(request, { params: Promise.resolve({}) });
}

async function ask(path: string, query: Fields, key: string): Promise<Fields> {
  const response = await answer(path, query, key);
  const body: Fields = await response.json();
  expect([path, response.status, body.detail]).toEqual([path, 200, undefined]);
  const schema = analyticsRoutes.find((one) => one.path === path)?.answer;
  expect([path, schema?.safeParse(body).error?.issues]).toEqual([path, undefined]);
  return body;
}

/** Everything but what says what was asked; how long somebody has been in a stage goes on between two questions. */
const told = ({ rows: _, definitions: __, ...rest }: Fields) =>
  JSON.parse(JSON.stringify(rest), (name, value) => (name.endsWith("_days") ? typeof value : value));

// What is a number and counts nothing: what was asked, an hour's or a day's name.
const NAMES = /(^|\.)(minimum|hour|weekday|week_start|fiscal_year_start|months)$/;

/** Every number of an answer that is not nothing, with its place. */
function countsOf(node: unknown, place = ""): string[] {
  if (typeof node === "number") return node === 0 || NAMES.test(place) ? [] : [`${place}: ${node}`];
  if (node === null || typeof node !== "object") return [];
  return Object.entries(node).flatMap(([name, value]) =>
    place === "" && (name === "rows" || name === "definitions")
      ? []
      : countsOf(value, Array.isArray(node) ? place : `${place}${place && "."}${name}`),
  );
}
