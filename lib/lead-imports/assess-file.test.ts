import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { assessFile } from "./assess-file";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "touchline-assess-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("shows enough of a row that its preview refuses what the import will refuse, and not a cell of a book", async () => {
  const path = join(folder, "notes.csv");
  await writeFile(
    path,
    `First name,Email,Remark,Other\nAda,ada@a.example,${"y".repeat(300_000)},${"z".repeat(9000)}\n`,
  );
  const { sample } = await assessFile(path, "US");
  const [first, email, remark = "", other = ""] = sample[0]?.cells ?? [];
  expect([first, email]).toEqual(["Ada", "ada@a.example"]);
  expect(remark.length).toBeGreaterThan(16_384);
  expect(remark.length).toBeLessThanOrEqual(20_000);
  expect(other).toHaveLength(2000);
});

it("estimates the rows of a file in UTF-16 as well as of any other", async () => {
  const path = join(folder, "utf16.csv");
  await writeFile(path, Buffer.from(`\uFEFFFirst name,Email\n${"Ada,ada@a.example\n".repeat(60_000)}`, "utf16le"));
  const { rowsEstimated, rowsExact } = await assessFile(path, "US");
  expect(rowsExact).toBe(false);
  expect(rowsEstimated).toBeGreaterThan(57_000);
  expect(rowsEstimated).toBeLessThan(63_000);
});
