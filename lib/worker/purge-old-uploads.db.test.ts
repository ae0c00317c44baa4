import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "@/lib/core/context";
import { newId } from "@/lib/core/ids";
import { read } from "@/lib/core/read";
import { addImport } from "@/lib/lead-imports/add-import";
import { assessFile } from "@/lib/lead-imports/assess-file";
import { getImport } from "@/lib/lead-imports/queries";
import { purgeOldUploads } from "./purge-old-uploads";

const { admin } = await testDatabase();
const home = mkdtempSync(join(tmpdir(), "uploads-"));
vi.stubEnv("TOUCHLINE_HOME", home);
afterAll(() => void vi.unstubAllEnvs());

const pathOf = (id: string) => join(home, "uploads", `${id}.csv`);

/** A file that was uploaded so many days ago. */
async function upload(ctx: Context, days: number): Promise<string> {
  const id = newId();
  mkdirSync(join(home, "uploads"), { recursive: true });
  writeFileSync(pathOf(id), "Email\njane@example.org\n");
  const file = await assessFile(pathOf(id), "US");
  await addImport(ctx, { id, name: "leads.csv", stored_name: `${id}.csv`, file });
  await admin`update imports set updated_at = now() - make_interval(days => ${days}) where id = ${id}`;
  return id;
}

test("a file that nobody began to import is discarded after thirty days, and only that", async () => {
  const org = await mintOrganization();
  const [old, fresh, begun] = [await upload(org.rep1, 31), await upload(org.rep1, 29), await upload(org.rep1, 31)];
  await admin`update imports set state = 'checking', updated_at = now() - interval '31 days' where id = ${begun}`;
  await admin`insert into event_heads (org_id, position, hash) values (${org.orgId}, 0, '\\x00')`;
  await purgeOldUploads();
  const stateOf = async (id: string) => (await read(org.rep1, "leads:read", (tx) => getImport(tx, org.rep1, id))).state;
  expect([await stateOf(old), await stateOf(fresh), await stateOf(begun)]).toEqual([
    "cancelled",
    "uploaded",
    "checking",
  ]);
  expect([old, fresh, begun].map((id) => existsSync(pathOf(id)))).toEqual([false, true, true]);
  const told = await admin`select subjects from events where org_id = ${org.orgId} and kind = 'import.cancelled'`;
  expect(told).toMatchObject([{ subjects: { import_id: old } }]);
});
