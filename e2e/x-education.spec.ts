import { existsSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const education = resolve(process.env.TOUCHLINE_TEST_DATA ?? "../shared/data", "x-education-leads.csv");

test("the real file of 6,520 rows: 234 come back as a file, are imported again, and the counts add up to the row", async ({
  as,
}) => {
  test.skip(!existsSync(education), `${education} is not here`);
  test.setTimeout(400_000);
  const page = await as("manager");
  await choose(page, education);
  await expect(page.getByText("5 of 37 columns are read as a field of a lead.")).toBeVisible();
  await expect(page.getByLabel("Specialization")).toBeHidden();
  await expect(page.getByLabel("Values that mean empty")).toHaveValue(/Select/);
  await run(page, "6,520 rows: 6,286 new, 0 updated, 0 skipped, 234 rejected. 491 do-not-contact entries.");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Rejected rows as a file" }).click(),
  ]);
  // Their quoting was wrong; the file that comes back has every cell in its place.
  const mended = join(tmpdir(), `mended-${Date.now()}.csv`);
  await copyFile(await download.path(), mended);
  await choose(page, mended);
  await run(page, "234 rows: 234 new, 0 updated, 0 skipped, 0 rejected.");
  await choose(page, education);
  await run(page, "6,520 rows: 0 new, 0 updated, 6,286 skipped, 234 rejected. 0 do-not-contact entries.");
  await page.goto("/leads");
  await expect(page.getByRole("main")).toContainText("6,520");
});

async function choose(page: Page, path: string): Promise<void> {
  await page.goto("/imports");
  const arrived = page.getByRole("region", { name: "Columns" });
  await expect(async () => {
    await page.getByLabel("File of leads").setInputFiles(path);
    await expect(arrived).toBeVisible({ timeout: 20_000 });
  }).toPass();
}

async function run(page: Page, result: string): Promise<void> {
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("region", { name: "Result" })).toContainText(result, { timeout: 180_000 });
}
