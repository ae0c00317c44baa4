import { beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { analyticsRoutes } from "@/lib/registry/analytics-routes";
import { mintYear } from "./testing/mint-year";

const { admin } = await testDatabase();
type Handler = (request: Request, context: { params: Promise<object> }) => Promise<Response>;
type Fields = Record<string, unknown>;
let org: MintedOrganization;
let ids: { team: string; rep: string; source: string };
let key = "";

beforeAll(async () => {
  org = await mintOrganization({ calm: true, timezone: "America/New_York" });
  ids = await mintYear(org, admin);
  key = (await createApiKey(at(org.manager, new Date()), { name: "figures" })).key;
});

const pages = analyticsRoutes.filter(({ path }) => !path.endsWith("/rows"));
// What is a number and counts nothing: a name in digits, a rate, a length of time, an amount per something, something expected.
const NO_COUNT =
  /(\.hour|\.weekday|week_start|minimum|\.rank|(response|opt_out|win|error|shrunk|escaped)_rate(_per_attempt)?|roi|_hours|_days|\.low|\.high|payback_months|cost_per_\w+|expected_minor|error_minor|attribution\.\w+\[\]\.won|rate_from_\w+)$/;

describe.each(pages.map(({ path }) => path))("every figure of %s", (path) => {
  it.each(["", "?compare=previous", "?filters"])(
    "has as many rows as it says, or as much money in them (%s)",
    async (wish) => {
      const answer = await ask(`${path}${queryOf(path, wish)}`);
      const rows = Object(answer.rows);
      const figures = [...figuresOf(answer)].filter(({ at: place }) => !NO_COUNT.test(place));
      // A figure that names no rows is a figure that somebody forgot.
      expect(figures.filter((one) => rows[one.at] === undefined).map((one) => one.at)).toEqual([]);
      const counted = new Map<string, number>();
      for (const { at: place, value, fill } of figures) {
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
    expect([path, await ask(path, stranger)]).toEqual([path, { data: [], total: 0 }]);
  }
});

/** What the page's filters may narrow, all of them at once where they go together. */
function queryOf(path: string, wish: string): string {
  const route = pages.find((one) => one.path === path);
  const takes = (query: string) => route?.query?.safeParse(Object.fromEntries(new URLSearchParams(query))).success;
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
  const { data, total } = await ask(address);
  if (!Array.isArray(data)) throw new Error(`${address} has no rows`);
  expect(total).toBe(data.length);
  return place.endsWith("_minor") ? data.reduce((sum, row) => sum + (row.amount?.minor ?? 0), 0) : data.length;
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
