import type { Page } from "@playwright/test";
import { createSource } from "@/lib/sources/create-source";
import { expect, test } from "./fixtures";
import { mintLead } from "./mint";

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
  // Who works by keyboard goes on from where the dialog was opened.
  await expect(page.getByRole("button", { name: "Import costs" })).toBeFocused();
  await expect(page.getByRole("cell", { name: "1,200 USD" }).first()).toBeVisible();
  await page.goto("/budget/reconciliation");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Month end");
  // A month of long ago, by keyboard.
  await page.getByLabel("Any month").fill("2026-03");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/month=2026-03/);
  await expect(page.getByRole("row", { name: /Fair/ })).toContainText("1,200 USD");

  await page.goto("/budget/costs");
  const wrong = page.getByRole("button", { name: "Put right: Fair, event, 2026-03" });
  const right = page.getByRole("dialog", { name: "Put a cost right" });
  const open = () =>
    expect(async () => {
      await wrong.click({ timeout: 2000 });
      await expect(right).toBeVisible({ timeout: 2000 });
    }).toPass();
  await open();
  await expect(right.getByLabel("Note")).toHaveValue("Café");
  await right.getByLabel("Amount").fill("-3");
  await right.getByRole("button", { name: "Save" }).click();
  await expect(right).toContainText("Write the value in digits");
  await right.getByLabel("Amount").fill("950.5");
  await right.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("cell", { name: "950.50 USD" }).first()).toBeVisible();
  await open();
  await right.getByRole("button", { name: "Take it away" }).click();
  await expect(page.getByText("No cost is recorded yet")).toBeVisible();
});

test("sources are put below one another, and a branch is told as a whole", async ({ org, as }) => {
  await mintLead(org.rep1, { last_name: "Doe", source: "Search" });
  const page = await as("manager");
  await page.goto("/budget/sources");
  await openForm(page, "Add source");
  await page.getByRole("dialog").getByLabel("Name").fill("Paid");
  await page.getByRole("dialog").getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("cell", { name: "Paid", exact: true }).first()).toBeVisible();
  await page.getByRole("button", { name: "Change Search" }).click();
  await page.getByLabel("Belongs to").selectOption({ label: "Paid" });
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("cell", { name: "Paid › Search", exact: true })).toBeVisible();
  await page.goto("/analytics/sources");
  const paid = page.getByRole("row", { name: /^Paid 1/ });
  await paid.getByRole("link", { name: "1", exact: true }).first().click();
  await expect(page.getByRole("link", { name: "Doe" })).toBeVisible();
  await page.getByRole("link", { name: "Sources", exact: true }).click();
  await expect(page).toHaveURL(/analytics\/sources$/);
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
