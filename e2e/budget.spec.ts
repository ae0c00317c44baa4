import type { Page } from "@playwright/test";
import { createSource } from "@/lib/sources/create-source";
import { expect, test } from "./fixtures";

test("money is set aside, spent and taken back, and the ledger says how", async ({ as }) => {
  const page = await as("manager");
  await page.goto("/budget");
  await openForm(page, "Open account");
  await page.getByRole("dialog").getByLabel("Name").fill("Fairs");
  await page.getByRole("dialog").getByRole("button", { name: "Open account" }).click();
  await expect(page.locator(".fig").filter({ hasText: "Fairs" })).toContainText("0 USD");

  const record = async (what: string, amount: string, reason: string) => {
    await openForm(page, "Record transaction");
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What happened").selectOption({ label: what });
    await dialog.getByLabel("Amount").fill(amount);
    await dialog.getByLabel("Reason").fill(reason);
    await dialog.getByRole("button", { name: "Record", exact: true }).click();
    return dialog;
  };
  await record("Allocation, adds money", "1,500", "Budget of the year");
  await expect(page.locator(".fig").filter({ hasText: "Fairs" })).toContainText("1,500 USD");
  const refused = await record("Spend, takes money out", "a lot", "Stand");
  await expect(refused).toContainText("digits");
  await refused.getByLabel("Amount").fill("400.50");
  await refused.getByRole("button", { name: "Record", exact: true }).click();
  await expect(page.locator(".fig").filter({ hasText: "Fairs" })).toContainText("1,099.50 USD");

  await openForm(page, "Reverse number 2 of Fairs");
  await page.getByRole("dialog").getByLabel("Reason").fill("Paid twice");
  await page.getByRole("dialog").getByRole("button", { name: "Reverse", exact: true }).click();
  await expect(page.locator(".fig").filter({ hasText: "Fairs" })).toContainText("1,500 USD");
  await expect(page.getByRole("table", { name: "Transactions" }).locator("tbody tr")).toHaveCount(3);
});

test("a table of costs is tried, stored, and stands beside the ledger at the end of the month", async ({ org, as }) => {
  await createSource(org.manager, { name: "Fair" });
  const page = await as("manager");
  await page.goto("/budget/costs");
  await openForm(page, "Import costs");
  const dialog = page.getByRole("dialog");
  // A spreadsheet of Windows writes UTF-16 with its mark.
  const table =
    "\uFEFFsource;month;kind;amount;currency;note\nFair;2026-03;event;1200;;Café\nNowhere;2026-03;event;5;;";
  const file = { name: "costs.csv", mimeType: "text/csv", buffer: Buffer.from(table, "utf16le") };
  await dialog.getByLabel("CSV file").setInputFiles(file);
  await expect(dialog.getByLabel("Table")).toHaveValue(/Café/);
  await dialog.getByRole("button", { name: "Try it" }).click();
  await expect(dialog.getByRole("status")).toContainText("2 lines: 1 to record");
  await expect(dialog.getByRole("status")).toContainText('Line 3: There is no source "Nowhere"');
  await dialog.getByRole("button", { name: "Record them" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("cell", { name: "1,200 USD" }).first()).toBeVisible();
  await page.goto("/budget/reconciliation?month=2026-03");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Month end");
  await expect(page.getByRole("row", { name: /Fair/ })).toContainText("1,200 USD");
});

test("a rep meets a closed door that says why", async ({ as }) => {
  const page = await as("rep1");
  await page.goto("/budget");
  await expect(page.getByText("Budgets are for managers")).toBeVisible();
  await expect(page.getByRole("link", { name: "Budget" })).toHaveCount(0);
});

/** The dialog behind a button; a press before the page is alive would be lost, so it is pressed until it opens. */
async function openForm(page: Page, name: string): Promise<void> {
  await expect(async () => {
    await page.getByRole("button", { name }).click({ timeout: 2000 });
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 2000 });
  }).toPass();
}
