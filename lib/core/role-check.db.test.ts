import { afterEach, expect, test } from "vitest";
import { addressOf } from "@/db/bootstrap";
import { closePools } from "@/db/client";
import { testDatabase } from "@/db/testing/test-database";
import { refuseUnsafeRoles } from "@/lib/core/role-check";

const { admin, urls, name } = await testDatabase();
const unsafeRole = `unsafe_${name}`;

afterEach(async () => {
  await closePools();
  process.env.DATABASE_APP_URL = urls.app;
  await admin.unsafe(`drop role if exists ${unsafeRole}`);
});

test("starts with the lesser roles", async () => {
  expect(await reasons()).toEqual([]);
});

test.each(["superuser", "bypassrls"])("refuses to start as a role with %s", async (power) => {
  await admin.unsafe(`create role ${unsafeRole} login password 'x' ${power}`);
  process.env.DATABASE_APP_URL = addressOf(urls.app, { user: unsafeRole, password: "x" });
  await closePools();
  expect(await reasons()).toEqual([expect.stringContaining(unsafeRole)]);
});

async function reasons(): Promise<string[]> {
  const given: string[] = [];
  await refuseUnsafeRoles((reason) => given.push(reason));
  return given;
}
