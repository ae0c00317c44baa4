import { beforeEach, describe, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { sealEvents } from "@/lib/events/seal-events";
import { createLead } from "@/lib/leads/create-lead";
import { restRoutes } from "@/lib/registry/rest-routes";
import { lookForDuplicates } from "@/lib/worker/look-for-duplicates";

const { admin } = await testDatabase();

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
let org: MintedOrganization;
let key: string;
let one: string;
let other: string;

beforeEach(async () => {
  org = await mintOrganization({ calm: true });
  ({ key } = await createApiKey(org.rep1, { name: "a key" }));
  const company = "Larkfield GmbH";
  one = (await createLead(org.rep1, { first_name: "Ines", last_name: "Albrecht", email: "ines@lark.example", company }))
    .id;
  other = (
    await createLead(org.rep2, { first_name: "I.", last_name: "Albrecht", phone: "+14155550101", company: "Larkfield" })
  ).id;
});

const seal = async () => {
  const stop = new AbortController();
  const sealer = sealEvents({ signal: stop.signal, warn: () => {} });
  const open = () => admin`select 1 from events where org_id = ${org.orgId} and position is null limit 1`;
  while ((await open()).length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  stop.abort();
  await sealer;
};
const look = async () => {
  await seal();
  return lookForDuplicates();
};

describe("two leads of nearly one name at nearly one company", () => {
  it("are found in the background, shown once, and never again when somebody says that they are two", async () => {
    await look();
    const { body } = await call("get", "/api/duplicates");
    expect(body).toMatchObject({
      total: 1,
      data: [{ reasons: ["name_company"], lead: { id: one }, other: { id: other } }],
    });
    const pair = String((body.data as { id: string }[])[0]?.id);
    const dismissed = await call("post", "/api/duplicates/{id}/dismiss", { id: pair });
    expect(dismissed).toMatchObject({ status: 200, body: { id: pair, state: "dismissed" } });
    await call("patch", "/api/leads/{id}", { id: other, body: { title: "Head of Logistics" } });
    await look();
    expect((await call("get", "/api/duplicates")).body).toMatchObject({ data: [], total: 0 });
    const hint = await call("get", "/api/leads/duplicates", {
      query: `first_name=Ines&last_name=Albrecht&company=Larkfield&lead_id=${one}`,
    });
    expect(hint.body).toMatchObject({ data: [], total: 0 });
    const typed = await call("get", "/api/leads/duplicates", {
      query: "first_name=Ines&last_name=Albrecht&company=Larkfield",
    });
    expect((typed.body.data as { id: string }[]).map((found) => found.id).toSorted()).toEqual([one, other].toSorted());
  });

  it("are merged by a program after a look at what it would do, answer under both ids, and are parted again", async () => {
    await look();
    const preview = await call("get", "/api/leads/{id}/merge/preview", { id: one, query: `other_id=${other}` });
    expect(preview.body).toMatchObject({
      fields: [
        { name: "first_name", lead: "Ines", other: "I.", choice: "lead" },
        { name: "phone", lead: null, other: "+14155550101", choice: "other" },
        { name: "company", lead: "Larkfield GmbH", other: "Larkfield", choice: "lead" },
        { name: "owner", lead: "rep1", other: "rep2", choice: "lead" },
      ],
      waiting: [],
      refusal: null,
    });
    const body = { other_id: other, fields: { first_name: "other" } };
    const merged = await call("post", "/api/leads/{id}/merge", { id: one, body });
    expect(merged).toMatchObject({ status: 200, body: { lead: { id: one, first_name: "I.", phone: "+14155550101" } } });
    expect(await call("get", "/api/leads/{id}", { id: other })).toMatchObject({ status: 200, body: { id: one } });
    expect((await call("get", "/api/leads/{id}/contactability", { id: other })).body).toMatchObject({ lead_id: one });
    const touch = { method: "email", already_happened: true };
    expect((await call("post", "/api/leads/{id}/contacts", { id: other, body: touch })).body).toMatchObject({
      lead_id: one,
    });
    expect((await call("get", "/api/duplicates")).body).toMatchObject({ data: [] });
    const parted = await call("post", "/api/leads/{id}/unmerge", { id: other });
    expect(parted).toMatchObject({
      status: 200,
      body: { lead: { id: one, first_name: "Ines", phone: null }, restored: { id: other }, kept: [] },
    });
    expect(await call("get", "/api/leads/{id}", { id: other })).toMatchObject({ status: 200, body: { id: other } });
    expect((await call("get", "/api/duplicates")).body).toMatchObject({ total: 1 });
  });

  it("say nothing to another organization, and answer no nonsense", async () => {
    await look();
    const { body } = await call("get", "/api/duplicates");
    const pair = String((body.data as { id: string }[])[0]?.id);
    const stranger = await mintOrganization();
    const theirs = (await createApiKey(stranger.admin, { name: "a key" })).key;
    const lead = await createLead(stranger.rep1, { first_name: "Ines", last_name: "Albrecht", company: "Larkfield" });
    expect(lead.possible_duplicates).toEqual([]);
    for (const [method, path, more] of [
      ["post", "/api/duplicates/{id}/dismiss", { id: pair }],
      ["get", "/api/leads/{id}/merge/preview", { id: lead.id, query: `other_id=${one}` }],
      ["post", "/api/leads/{id}/merge", { id: lead.id, body: { other_id: one } }],
      ["post", "/api/leads/{id}/unmerge", { id: one }],
    ] as const) {
      expect([path, (await call(method, path, { ...more, key: theirs })).status]).toEqual([path, 404]);
    }
    const query = "first_name=Ines&last_name=Albrecht&company=Larkfield&email=ines@lark.example";
    const found = await call("get", "/api/leads/duplicates", { query, key: theirs });
    expect((found.body.data as { id: string }[]).map((one) => one.id)).toEqual([lead.id]);
    expect((await call("get", "/api/leads/duplicates", { query: "shoe=9" })).status).toBe(400);
    expect((await call("post", "/api/leads/{id}/merge", { id: one, body: { other_id: "x" } })).status).toBe(400);
    expect((await call("post", "/api/leads/{id}/merge", { id: one, body: { other_id: one } })).status).toBe(409);
    expect((await call("post", "/api/leads/{id}/unmerge", { id: one })).status).toBe(404);
  });

  it("are told of when a third one is added, and remembered as another person when it is added all the same", async () => {
    const person = { first_name: "Ines", last_name: "Albrecht", email: "ines@lark.example", company: "Larkfield" };
    const refused = await call("post", "/api/leads", { body: person, query: "unique=true" });
    expect(await call("post", "/api/leads", { body: person, query: "unique=maybe" })).toMatchObject({ status: 400 });
    expect(refused).toMatchObject({
      status: 409,
      body: { code: "DUPLICATE_LEAD", possible_duplicates: [{ id: one }] },
    });
    const added = await call("post", "/api/leads", { body: { ...person, not_duplicate_of: [one, other] } });
    expect(added).toMatchObject({
      status: 201,
      body: { possible_duplicates: [{ id: one, same: ["email", "name_company"] }, { id: other }] },
    });
    await look();
    const { data } = (await call("get", "/api/duplicates")).body as {
      data: { lead: { id: string }; other: { id: string } }[];
    };
    expect(data.flatMap((pair) => [pair.lead.id, pair.other.id])).not.toContain(added.body.id);
  });
});

type Call = { key?: string; id?: string; body?: object; query?: string };

async function call(method: string, path: string, { key: as = key, id = "", body, query = "" }: Call = {}) {
  const module: Record<string, Handler> = await import(`@/app${path.replace("{id}", "[id]")}/route`);
  const headers = {
    host: "crm.test",
    authorization: `Bearer ${as}`,
    ...(body && { "content-type": "application/json" }),
  };
  const url = `http://crm.test${path.replace("{id}", id)}${query ? `?${query}` : ""}`;
  const request = new Request(url, { method: method.toUpperCase(), headers, body: body && JSON.stringify(body) });
  const response = await module[method.toUpperCase()]?.(request, {
    params: Promise.resolve<Record<string, string>>(id ? { id } : {}),
  });
  const answer: Record<string, unknown> = JSON.parse((await response?.text()) || "{}");
  const route = restRoutes.find((one) => one.method === method && one.path === path);
  if (response?.status === route?.status)
    expect([path, route?.answer?.safeParse(answer).error?.issues ?? []]).toEqual([path, []]);
  return { status: response?.status, body: answer };
}
