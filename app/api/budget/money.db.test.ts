import { beforeAll, describe, expect, it } from "vitest";
import { costsFile } from "@/app/_adapters/costs-file";
import { ledgerFile } from "@/app/_adapters/ledger-file";
import { at, type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { moneyRoutes } from "@/lib/registry/money-routes";

await testDatabase();

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Wish = { key?: string; id?: string; query?: string };
let org: MintedOrganization;
let keys: { rep: string; manager: string; stranger: string };

beforeAll(async () => {
  org = await mintOrganization();
  const keyOf = async (ctx: MintedOrganization["admin"]) => (await createApiKey(ctx, { name: "a key" })).key;
  const stranger = (await mintOrganization()).admin;
  keys = { rep: await keyOf(org.rep1), manager: await keyOf(org.manager), stranger: await keyOf(stranger) };
});

/** Asks as the manager, checks the answer against the schema that the route promises, and returns it. */
async function ask(method: string, path: string, body?: object, { key, id = "", query = "" }: Wish = {}) {
  const module: Record<string, Handler> = await import(`@/app${path.replace("{id}", "[id]")}/route`);
  const url = `http://crm.test${path.replace("{id}", id)}${query}`;
  const headers = { authorization: `Bearer ${key ?? keys.manager}`, "content-type": "application/json" };
  const init = { method, headers, body: body ? JSON.stringify(body) : undefined };
  const params = Promise.resolve<Record<string, string>>(id ? { id } : {});
  const response = await module[method]?.(new Request(url, init), { params });
  if (!response) throw new Error(`${method} ${path} has no handler`);
  const text = await response.text();
  const answer: Record<string, unknown> = text ? JSON.parse(text) : {};
  const route = moneyRoutes.find((one) => one.method === method.toLowerCase() && one.path === path);
  if (response.ok) {
    expect([route?.status, route?.answer?.safeParse(answer).error?.issues ?? []]).toEqual([response.status, []]);
  }
  return { status: response.status, body: answer, text };
}

const made = async (path: string, body: object) => String((await ask("POST", path, body)).body.id);

describe("programs that keep the money", () => {
  it("record a cost, correct it and take it away", async () => {
    const source_id = await made("/api/lead_sources", { name: "Harbour fair" });
    const cost = { source_id, month: "2026-03", kind: "event", amount_minor: 250_000 };
    const first = await ask("POST", "/api/source_costs", cost);
    expect(first).toMatchObject({ status: 201, body: { amount_minor: 250_000, currency: "USD", fx_rate: 1 } });
    const again = await ask("POST", "/api/source_costs", cost);
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining("Correct that one") } });
    const id = String(first.body.id);
    const at = (method: string, body?: object, key?: string) =>
      ask(method, "/api/source_costs/{id}", body, { id, key });
    expect((await at("PATCH", { amount_minor: 9 }, keys.stranger)).status).toBe(404);
    expect((await at("PATCH", { amount_minor: 9 }, keys.rep)).status).toBe(403);
    expect((await at("PATCH", { amount_minor: 260_000 })).body).toMatchObject({ amount_minor: 260_000 });
    const listed = await ask("GET", "/api/source_costs", undefined, { query: `?source_id=${source_id}` });
    expect(listed.body.data).toMatchObject([{ id, base_amount_minor: 260_000, source: { name: "Harbour fair" } }]);
    expect((await at("DELETE")).status).toBe(204);
    expect((await at("DELETE")).status).toBe(404);
  });

  it.each([
    ["below nothing", { amount_minor: -1 }, "amount_minor"],
    ["in parts of a cent", { amount_minor: 1.5 }, "amount_minor"],
    ["of a month to come", { month: "2099-01" }, "month"],
    ["of no month", { month: "2026-13" }, "month"],
    ["of a kind that nobody knows", { kind: "bribe" }, "kind"],
    ["in a currency that is none", { currency: "EURO" }, "currency"],
    ["in a currency without a rate", { currency: "CHF" }, "currency"],
    ["with a field that is not known", { colour: "red" }, "colour"],
  ])("are refused a cost %s, in words", async (_, wrong, path) => {
    const source_id = await made("/api/lead_sources", { name: `For ${path} ${JSON.stringify(wrong)}` });
    const cost = { source_id, month: "2026-03", kind: "event", amount_minor: 5, ...wrong };
    const { status, body, text } = await ask("POST", "/api/source_costs", cost);
    expect([status, body.code, body.errors]).toEqual([400, "INVALID", [expect.objectContaining({ path })]]);
    expect(text).not.toMatch(/violates|constraint|numeric/i);
  });

  it("move a source under another, but never under itself", async () => {
    const [above, below] = [
      await made("/api/lead_sources", { name: "Fairs" }),
      await made("/api/lead_sources", { name: "Cold chain fair" }),
    ];
    const move = (id: string, parent_id: string | null, key?: string) =>
      ask("PATCH", "/api/lead_sources/{id}", { parent_id }, { id, key });
    expect((await move(below, above)).body).toMatchObject({ parent_id: above, arrives_as: "cold chain fair" });
    expect((await move(above, below)).status).toBe(409);
    expect((await move(above, above)).status).toBe(409);
    expect((await move(above, null, keys.stranger)).status).toBe(404);
    expect((await move(above, null, keys.rep)).status).toBe(403);
  });

  it("record money, reverse it once, and are told when it cannot be", async () => {
    const account_id = await made("/api/budget/accounts", { name: "Fairs 2026" });
    const post = (body: object, key?: string) =>
      ask("POST", "/api/budget/transactions", { account_id, reason: "Stand at the fair", ...body }, { key });
    expect((await post({ kind: "allocation", amount_minor: 100_000 })).body).toMatchObject({
      seq: 1,
      balance_before_minor: 0,
      balance_after_minor: 100_000,
    });
    const spent = await post({ kind: "spend", amount_minor: -30_000 });
    expect(spent.body).toMatchObject({ seq: 2, balance_before_minor: 100_000, balance_after_minor: 70_000 });
    const reversal = { kind: "reversal", reverses_id: spent.body.id };
    expect((await post(reversal)).body).toMatchObject({ seq: 3, amount_minor: 30_000, balance_after_minor: 100_000 });
    expect((await post(reversal)).body).toMatchObject({ status: 409, detail: expect.stringContaining("reversed") });
    const refused = [
      [{ kind: "spend", amount_minor: 5 }, 400],
      [{ kind: "allocation", amount_minor: -5 }, 400],
      [{ kind: "adjustment", amount_minor: 0 }, 400],
      [{ kind: "reversal" }, 400],
      [{ kind: "reversal", reverses_id: account_id }, 404],
      [{ kind: "spend", amount_minor: -5, occurred_on: "2099-01-01" }, 400],
      [{ kind: "spend", amount_minor: -5, account_id: org.orgId }, 404],
    ] as const;
    for (const [body, status] of refused) expect([body, (await post(body)).status]).toEqual([body, status]);
    const allocation = { kind: "allocation", amount_minor: 5 };
    expect([(await post(allocation, keys.rep)).status, (await post(allocation, keys.stranger)).status]).toEqual([
      403, 404,
    ]);
    const ledger = await ask("GET", "/api/budget/transactions", undefined, { query: `?account_id=${account_id}` });
    expect((ledger.body.data as { seq: number }[]).map((one) => one.seq)).toEqual([3, 2, 1]);
  });

  it("take the whole ledger as a file, however many pages it has, with signs that a spreadsheet adds up", async () => {
    const account_id = await made("/api/budget/accounts", { name: "Stands" });
    for (const [kind, amount_minor] of [
      ["allocation", 100_000],
      ["spend", -30_050],
      ["spend", -105],
      ["spend", -1],
      ["refund", 7],
    ] as const) {
      await made("/api/budget/transactions", { account_id, kind, amount_minor, reason: "Stand at the fair" });
    }
    const rowsOf = async (response: Response) => (await response.text()).trim().split("\r\n").slice(1);
    const own = await rowsOf(ledgerFile(at(org.manager, new Date()), { account_id }, 2));
    expect(
      own.map((line) =>
        line
          .split(",")
          .slice(1, 6)
          .filter((_, nth) => nth !== 1),
      ),
    ).toEqual([
      ["5", "refund", "0.07", "698.51"],
      ["4", "spend", "-0.01", "698.44"],
      ["3", "spend", "-1.05", "698.45"],
      ["2", "spend", "-300.5", "699.5"],
      ["1", "allocation", "1000", "1000"],
    ]);
    expect(await rowsOf(await file(`?account_id=${account_id}`))).toEqual(own);
    expect(await rowsOf(await file(`?account_id=${account_id}&kind=spend`))).toHaveLength(3);
    expect(await rowsOf(await file(`?account_id=${account_id}`, keys.stranger))).toEqual([]);
    expect([(await file("?limit=5")).status, (await file("", keys.rep)).status]).toEqual([400, 403]);
  });

  it("take all costs as a file, however many pages they have, that is the same table when it is imported", async () => {
    const source_id = await made("/api/lead_sources", { name: '=Fair "North"' });
    for (const [month, amount_minor] of [
      ["2026-01", 120_050],
      ["2026-02", 7],
      ["2026-03", 300],
    ] as const) {
      await made("/api/source_costs", { source_id, month, kind: "event", amount_minor, note: "Stand, paid" });
    }
    const text = await costsFile(at(org.manager, new Date()), { source_id }, 2).text();
    const lines = text.trim().split("\r\n");
    expect(lines[0]).toMatch(/^source,month,kind,amount,currency,note,/);
    expect(lines.slice(1).map((line) => line.match(/2026-0\d,event,[\d.]+/)?.[0])).toEqual([
      "2026-03,event,3.00",
      "2026-02,event,0.07",
      "2026-01,event,1200.50",
    ]);
    const again = await ask("POST", "/api/source_costs/import", { text });
    expect(again.body).toMatchObject({ rows: 3, created: 0, unchanged: 3, rejected: 0, problems: [] });
    expect(await (await file(`?source_id=${source_id}`, keys.manager, costs)).text()).toBe(text);
    const none = await (await file(`?source_id=${source_id}&to_month=2025-12`, keys.manager, costs)).text();
    expect(none.trim()).toBe(lines[0]);
    expect([(await file("?limit=5", keys.manager, costs)).status, (await file("", keys.rep, costs)).status]).toEqual([
      400, 403,
    ]);
  });
});

const costs = "source_costs";
async function file(query: string, key = keys.manager, of = "budget/transactions"): Promise<Response> {
  const { GET }: Record<string, Handler> = await import(`@/app/api/${of}/export/route`);
  const headers = { authorization: `Bearer ${key}` };
  const answer = await GET?.(new Request(`http://crm.test/api/${of}/export${query}`, { headers }), {
    params: Promise.resolve({}),
  });
  if (!answer) throw new Error("The file has a route");
  return answer;
}
