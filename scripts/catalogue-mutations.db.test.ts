import { existsSync, readdirSync } from "node:fs";
import { basename, dirname } from "node:path";
import { expect, it } from "vitest";
import { testDatabase } from "@/db/testing/test-database";
import { catalogueMutations } from "./catalogue-mutations";

const { admin } = await testDatabase();

it("everything the database guards with names a test that is meant for it, in a place that is there", async () => {
  const mutations = await catalogueMutations(admin);
  expect(mutations.length).toBeGreaterThan(200);
  const missing = mutations.filter(({ tests }) => tests.length === 0 || !tests.every(isThere));
  expect(missing.map(({ guarantee }) => guarantee)).toEqual([]);
});

/** As Vitest takes a place: a folder, or how files in it begin. */
const isThere = (place: string) =>
  existsSync(place) || readdirSync(dirname(place)).some((name) => name.startsWith(basename(place)));
