import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing/test-database";

const { admin } = await testDatabase();

test("an id made by the database tells its moment, and of two statements the later one's is the greater", async () => {
  const made: string[] = [];
  const began = Date.now();
  for (let nth = 0; nth < 400; nth++) {
    const [row] = await admin<{ id: string }[]>`select new_id() as id`;
    made.push(row?.id ?? "");
  }
  const ended = Date.now();
  expect(made.toSorted()).toEqual(made);
  for (const id of made) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const moment = Number.parseInt(id.replace("-", "").slice(0, 12), 16);
    expect(moment).toBeGreaterThanOrEqual(began - 1);
    expect(moment).toBeLessThanOrEqual(ended + 1);
  }
  expect(new Set(made.map((id) => id.slice(-12))).size).toBe(400);
});
