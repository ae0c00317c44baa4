import { expect, test } from "vitest";
import { mintOrganization } from "@/db/testing/organization";
import { testDatabase } from "@/db/testing/test-database";
import type { Context } from "./context";
import { read } from "./read";
import { readInLine } from "./read-in-line";

await testDatabase();

test("who asks for much waits behind themselves, a colleague's one question does not, and one that fails makes room", async () => {
  const { rep1, rep2 } = await mintOrganization();
  const entered: string[] = [];
  const leave = new Map<string, (end?: Error) => void>();
  const ask = (ctx: Context, name: string) =>
    readInLine(ctx, "leads:read", () => {
      entered.push(name);
      return new Promise<void>((done, fail) => leave.set(name, (error) => (error ? fail(error) : done())));
    });
  const many = Array.from({ length: 6 }, (_, nth) => ask(rep1, `many ${nth}`));
  await expect.poll(() => entered.length).toBe(3);
  const one = ask(rep2, "one");
  await read(rep1, "leads:read", (tx) => tx.sql`select 1`);
  expect(entered).toHaveLength(3);

  const failed = expect(many[0]).rejects.toThrow("no");
  leave.get("many 0")?.(new Error("no"));
  await failed;
  await expect.poll(() => entered[3]).toBe("one");
  for (let nth = 0; nth < 7; nth++) {
    await expect.poll(() => entered.length).toBeGreaterThan(nth);
    leave.get(entered[nth] ?? "")?.();
  }
  await Promise.all([...many.slice(1), one]);
});
