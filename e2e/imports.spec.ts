import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";

const file = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const text = `E-Mail;Vorname;Firma;Do Not Email;Stufe
ines@oldmill.example;Ines;Old Mill;No;Select
omar@oldmill.example;Omar;Old Mill;yes;A
not an address;Paul;Bracken;No;Select
`;
const choose = async (page: Page, one: ReturnType<typeof file>) => {
  await page.goto("/imports");
  await page.getByLabel("File of leads").setInputFiles(one);
  await expect(page.getByRole("heading", { name: one.name })).toBeVisible();
};

test("a file is looked at, counted, imported, its bad row mended and imported, and all of it taken back", async ({
  as,
}) => {
  test.setTimeout(120_000);
  const page = await as("manager");
  await choose(page, file("fair.csv", text));
  await expect(page.getByLabel("E-Mail")).toHaveValue("email");
  await expect(page.getByLabel("Firma")).toHaveValue("company");
  const rows = page.getByRole("table", { name: "The first rows, as they will be stored" });
  await expect(rows.getByText("Rejected")).toHaveCount(1);
  await expect(rows.getByText(/E-Mail: The email address contains a space/)).toBeVisible();

  await page.getByLabel("Stufe").selectOption("source");
  await expect(page.getByLabel("Stufe")).toHaveValue("source");
  await page.reload();
  await expect(page.getByLabel("Stufe")).toHaveValue("source");
  await page.getByRole("button", { name: "Count first" }).click();
  await expect(page.getByText("It would come to 3 rows: 2 new, 0 updated, 0 skipped, 1 rejected.")).toBeVisible({
    timeout: 20_000,
  });

  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("3 rows: 2 new, 0 updated, 0 skipped, 1 rejected. 1 do-not-contact entry.")).toBeVisible({
    timeout: 20_000,
  });
  const refused = page.getByRole("table", { name: "Rejected rows" }).getByRole("row");
  await expect(refused.nth(1)).toContainText("E-Mail: The email address contains a space");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Rejected rows as a file" }).click(),
  ]);
  const errors = await readFile(await download.path(), "utf8");
  const first = page.url();

  await choose(page, file("mended.csv", errors.replace("not an address", "paul@bracken.example")));
  await expect(page.getByLabel("Stufe")).toHaveValue("source");
  await expect(page.getByLabel("reason")).toHaveValue("ignore");
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByText("1 row: 1 new, 0 updated, 0 skipped, 0 rejected.")).toBeVisible({ timeout: 20_000 });
  await page.goto("/leads?q=oldmill");
  await expect(page.getByRole("link", { name: "Ines" }).first()).toBeVisible();

  await page.goto(first);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("2 leads are as they were before.")).toBeVisible({ timeout: 20_000 });
});

test("a file that is no table says what it is, and a colleague's import is not here", async ({ as, forgive }) => {
  forgive(/400|404/);
  const page = await as("rep1");
  await page.goto("/imports");
  await page.getByLabel("File of leads").setInputFiles(file("leads.csv", "%PDF-1.7"));
  await expect(page.getByRole("alert").filter({ hasText: "This is a PDF" })).toBeVisible();
  await choose(page, file("mine.csv", text));
  const other = await as("rep2");
  await other.goto(new URL(page.url()).pathname);
  await expect(other.getByRole("heading", { name: "mine.csv" })).toHaveCount(0);
});
