import { beforeAll, expect, it } from "vitest";
import { type MintedOrganization, mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { importedListSchema } from "@/lib/dnc-imports/schema";
import { POST } from "./route";

const { admin } = await testDatabase();
let org: MintedOrganization;
let key: string;
beforeAll(async () => {
  org = await mintOrganization();
  key = (await createApiKey(org.rep1, { name: "a key" })).key;
});

async function send(body: object, repeated?: string) {
  const headers = new Headers({ authorization: `Bearer ${key}`, "content-type": "application/json" });
  if (repeated) headers.set("idempotency-key", repeated);
  const url = "http://touchline.example/api/dnc/import";
  const response = await POST(new Request(url, { method: "POST", headers, body: JSON.stringify(body) }), {
    params: Promise.resolve({}),
  });
  return {
    status: response.status,
    replayed: response.headers.get("idempotency-replayed") !== null,
    body: await response.json(),
  };
}
const reason = "Export of the old tool";
const textOf = (from: number, many: number) =>
  Array.from({ length: many }, (_, nth) => `stop${from + nth}@${org.slug}.example`).join("\n");
const entries = async () => {
  const [row] = await admin`select count(*)::int as n from dnc_entries where org_id = ${org.orgId}`;
  return row?.n;
};

it("a list under one key is imported once, and its answer stays what it was", async () => {
  const list = { text: `${textOf(0, 2)}\nPaul Moreau, no address`, reason };
  const first = await send(list, "once");
  expect([first.status, first.replayed, importedListSchema.parse(first.body)]).toMatchObject([
    200,
    false,
    { added: 2, counts: { new: 2 }, unreadable: [{ line: 3 }] },
  ]);
  const again = await send(list, "once");
  expect([again.status, again.replayed, again.body]).toEqual([200, true, first.body]);
  expect(await entries()).toBe(2);
  // Without the key it is another request.
  expect((await send(list)).body).toMatchObject({ added: 0, counts: { present: 2 } });

  const other = await send({ ...list, reason: "Another" }, "once");
  expect([other.status, other.body.code]).toEqual([422, "IDEMPOTENCY_MISMATCH"]);
  const dry = await send({ ...list, dry_run: true }, "dry");
  expect(dry.body).toMatchObject({ dry_run: true, added: 0 });
  const bad = await send(list, "a key with blanks");
  expect([bad.status, bad.body.errors[0].path]).toEqual([400, "Idempotency-Key"]);
});

it("keeps figures with the key, and no line of the list", async () => {
  await send({ text: "Paul Moreau, no address", reason }, "figures");
  const [row] =
    await admin`select answer::text as answer from idempotency_keys where org_id = ${org.orgId} and key = 'figures'`;
  expect(row?.answer).toContain("added");
  expect(row?.answer).not.toContain("Moreau");
});

it("a list that is sent again while it is being imported is refused until it is done", async () => {
  const list = { text: textOf(100, 600), reason };
  const [first, second] = await Promise.all([send(list, "long"), send(list, "long")]);
  const refused = first.status === 409 ? first : second;
  expect([refused.status, refused.body.code]).toEqual([409, "IN_PROGRESS"]);
  expect((await send(list, "long")).body).toMatchObject({ added: 600 });
});
