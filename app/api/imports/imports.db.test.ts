import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import type { Context } from "@/lib/core/context";
import { undoLeads } from "@/lib/import-undos/undo-leads";
import { takeTurn } from "@/lib/import-work/take-turn";
import { importSchema } from "@/lib/lead-imports/schema";
import { stopHearing } from "@/lib/live/shared-listener";

const { admin } = await testDatabase();
const home = mkdtempSync(join(tmpdir(), "import-routes-"));
process.env.TOUCHLINE_HOME = home;
afterAll(async () => {
  await stopHearing();
  rmSync(home, { recursive: true });
});

let org: MintedOrganization;
let key: string;
beforeEach(async () => {
  org = await mintOrganization();
  key = await keyOf(org.rep1);
});
const keyOf = async (ctx: Context) => (await createApiKey(ctx, { name: "a key" })).key;

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
const routes: Record<string, () => Promise<Record<string, Handler | undefined>>> = {
  "": async () => ({ ...(await import("./route")) }),
  "/{id}": async () => ({ ...(await import("./[id]/route")) }),
  "/{id}/start": async () => ({ ...(await import("./[id]/start/route")) }),
  "/{id}/cancel": async () => ({ ...(await import("./[id]/cancel/route")) }),
  "/{id}/undo": async () => ({ ...(await import("./[id]/undo/route")) }),
  "/{id}/preview": async () => ({ ...(await import("./[id]/preview/route")) }),
  "/{id}/kept": async () => ({ ...(await import("./[id]/kept/route")) }),
  "/{id}/errors.csv": async () => ({ ...(await import("./[id]/errors.csv/route")) }),
};
type Ask = { id?: string; query?: string; body?: BodyInit; type?: string; as?: string; repeated?: string };

async function ask(method: string, path: string, { id = "", query = "", body, type, as = key, repeated }: Ask = {}) {
  const handler = (await routes[path]?.())?.[method];
  if (!handler) throw new Error(`no ${method} ${path}`);
  const url = `http://touchline.example/api/imports${path.replace("{id}", id)}${query}`;
  const params: Record<string, string> = id ? { id } : {};
  const headers = new Headers({ authorization: `Bearer ${as}`, ...(type ? { "content-type": type } : {}) });
  if (repeated) headers.set("idempotency-key", repeated);
  const response = await handler(new Request(url, { method, headers, body }), {
    params: Promise.resolve(params),
  });
  const text = await response.text();
  const replayed = response.headers.get("idempotency-replayed") !== null;
  return { status: response.status, replayed, text, json: () => JSON.parse(text) };
}
const json = (value: object) => ({ body: JSON.stringify(value), type: "application/json" });
const upload = async (text: string, query = "?name=leads.csv") =>
  importSchema.parse(await answered(ask("POST", "", { body: text, type: "text/csv", query }), 201));
const answered = async (asked: ReturnType<typeof ask>, status: number) => {
  const answer = await asked;
  expect([answer.status, answer.text]).toEqual([status, answer.text]);
  return answer.json();
};
const state = async (id: string) => importSchema.parse((await ask("GET", "/{id}", { id })).json());
async function work(id: string): Promise<void> {
  while ((await takeTurn(org.rep1, id)).more);
}
const kept = () => readdirSync(join(home, "uploads"));
const file = "Email,First Name,Title\njane@acme.com,Jane,CEO\nnobody,Joe,\n";

it("a file is uploaded, looked at, mapped anew, counted, imported and taken back", async () => {
  const one = await upload(file);
  expect(one).toMatchObject({
    state: "uploaded",
    name: "leads.csv",
    rows_estimated: 2,
    mapping: { Title: "title" },
    created_by: { name: "rep1" },
  });
  const { data } = (await ask("GET", "/{id}/preview", { id: one.id })).json();
  expect(data).toMatchObject([
    { line: 2, outcome: "created", name: "Jane", title: "CEO" },
    { line: 3, outcome: "rejected", problems: [{ column: "Email" }] },
  ]);
  const changed = await ask("PATCH", "/{id}", { id: one.id, ...json({ mapping: { Title: "source" } }) });
  expect(changed.json()).toMatchObject({ mapping: { Email: "email", Title: "source" } });

  await ask("POST", "/{id}/start", { id: one.id, ...json({ dry_run: true }) });
  await work(one.id);
  expect(await state(one.id)).toMatchObject({
    state: "uploaded",
    dry_run: { rows: 2, created: 1, rejected: 1 },
    created: 0,
  });

  expect((await ask("POST", "/{id}/start", { id: one.id })).json()).toMatchObject({ state: "running" });
  expect((await ask("PATCH", "/{id}", { id: one.id, ...json({ duplicates: "fill" }) })).status).toBe(409);
  await work(one.id);
  expect(await state(one.id)).toMatchObject({ state: "done", rows: 2, created: 1, rejected: 1, undone_at: null });
  expect(kept()).toEqual([]);
  expect((await ask("GET", "/{id}/errors.csv", { id: one.id })).text).toContain("3,Email,The email address has no @.");
  expect((await ask("GET", "")).json().data.map((row: { id: string }) => row.id)).toEqual([one.id]);

  expect((await ask("POST", "/{id}/undo", { id: one.id })).json()).toMatchObject({ state: "undoing" });
  while ((await undoLeads({ ...org.rep1, now: new Date() }, { import_id: one.id })).more);
  expect(await state(one.id)).toMatchObject({ state: "undone", undone: 1, kept: 0 });
  expect(await admin`select id from leads where org_id = ${org.orgId} and deleted_at is null`).toHaveLength(0);
});

it("a form brings its file too, whatever stands before it, and can begin at once", async () => {
  const form = new FormData();
  form.set("note", "from the fair");
  form.set("file", new File([file], "fair leads.csv", { type: "text/csv" }));
  const { status, json: read } = await ask("POST", "", { body: form, query: "?start=true&duplicates=fill" });
  expect(status).toBe(201);
  expect(read()).toMatchObject({ state: "running", name: "fair leads.csv", duplicates: "fill" });
  await work(read().id);
  expect(await state(read().id)).toMatchObject({ state: "done", created: 1 });
  const jobs = await admin`select 1 from graphile_worker._private_jobs where payload ->> 'org_id' = ${org.orgId}`;
  expect(jobs).toHaveLength(1);
});

it("one that nobody began is discarded, and its file with it", async () => {
  const before = kept().length;
  const one = await upload("Email,First name\na@acme.com,Ann\n");
  expect(kept()).toHaveLength(before + 1);
  expect((await ask("POST", "/{id}/cancel", { id: one.id })).json()).toMatchObject({ state: "cancelled", rows: 0 });
  expect(kept()).toHaveLength(before);
  await answered(ask("POST", "/{id}/start", { id: one.id }), 409);
});

it("one that is cancelled stops where it is, and what waits to be read is gone", async () => {
  const one = await upload(`Email\n${Array.from({ length: 1200 }, (_, nth) => `p${nth}@many.example`).join("\n")}\n`);
  await ask("POST", "/{id}/start", { id: one.id });
  await takeTurn(org.rep1, one.id);
  expect((await ask("POST", "/{id}/cancel", { id: one.id })).json()).toMatchObject({ state: "cancelled", rows: 500 });
  expect(await takeTurn(org.rep1, one.id)).toEqual({ more: false });
  expect(await state(one.id)).toMatchObject({ state: "cancelled", rows: 500, created: 500 });
  expect(kept()).toEqual([]);
});

it.each<[string, Ask, number, string]>([
  ["no body", {}, 400, "INVALID"],
  ["JSON", json({}), 415, "UNSUPPORTED_TYPE"],
  ["an empty file", { body: "", type: "text/csv" }, 400, "INVALID"],
  ["a picture", { body: new Uint8Array([0x89, 0x50, 0x4e, 0x47]), type: "text/csv" }, 400, "INVALID"],
  [
    "a form without a file",
    { body: new URLSearchParams("a=b"), type: "multipart/form-data; boundary=x" },
    400,
    "INVALID",
  ],
  ["an unknown parameter", { body: file, type: "text/csv", query: "?nam=x" }, 400, "INVALID"],
  ["another rule", { body: file, type: "text/csv", query: "?duplicates=merge" }, 400, "INVALID"],
])("%s is refused, and nothing of it is kept", async (_, asked, status, code) => {
  const answer = await ask("POST", "", asked);
  expect([answer.status, answer.json().code]).toEqual([status, code]);
  expect(kept()).toEqual([]);
});

it("another organization, and another rep, learn nothing of it by any route", async () => {
  const one = await upload(file);
  const strangers = [await keyOf((await mintOrganization()).admin), await keyOf(org.rep2)];
  for (const as of strangers) {
    for (const [path, method] of [
      ["/{id}", "GET"],
      ["/{id}", "PATCH"],
      ["/{id}/preview", "GET"],
      ["/{id}/kept", "GET"],
      ["/{id}/errors.csv", "GET"],
      ["/{id}/start", "POST"],
      ["/{id}/cancel", "POST"],
      ["/{id}/undo", "POST"],
    ] as const) {
      const answer = await ask(method, path, { id: one.id, as, ...(method === "GET" ? {} : json({})) });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.text).not.toContain("leads.csv");
    }
    expect((await ask("GET", "", { as })).json().data).toEqual([]);
  }
  expect((await state(one.id)).state).toBe("uploaded");
});

it("an upload under one key is one import, whatever it begins; another file under the key is refused", async () => {
  const send = (body: string, query: string) =>
    ask("POST", "", { body, type: "text/csv", query, repeated: `once${query}` });
  for (const query of ["?name=leads.csv", "?name=leads.csv&start=true"]) {
    const before = kept().length;
    const [first, again] = [await send(file, query), await send(file, query)];
    expect([first.status, first.replayed, again.status, again.replayed]).toEqual([201, false, 201, true]);
    expect(again.json()).toEqual(first.json());
    expect(kept()).toHaveLength(before + 1);
    const other = await send(`${file}joe@acme.com,Joe,\n`, query);
    expect([other.status, other.json().code]).toEqual([422, "IDEMPOTENCY_MISMATCH"]);
    expect(kept()).toHaveLength(before + 1);
  }
  expect((await ask("GET", "")).json().data).toHaveLength(2);
});
