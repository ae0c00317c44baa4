import { expect, expectAccessible, test } from "./fixtures";

test("a manager makes a campaign, a sequence is counted to it, and figures are narrowed to it", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/campaigns");
  await expect(page.getByText("No campaigns yet")).toBeVisible();
  const dialog = page.getByRole("dialog", { name: "New campaign" });

  await test.step("without a name it is refused, and nothing typed is lost", async () => {
    await expect(async () => {
      await page.getByRole("button", { name: "New campaign" }).click({ timeout: 1000 });
      await expect(dialog).toBeVisible({ timeout: 1000 });
    }).toPass();
    await dialog.getByLabel("Goal").fill("Ten meetings at the fair");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription(/Give the campaign a name/);
    await expect(dialog.getByLabel("Goal")).toHaveValue("Ten meetings at the fair");
    await expectAccessible(page);
  });

  const table = page.getByRole("table", { name: "Campaigns" });
  await test.step("with one it stands in the list", async () => {
    await dialog.getByLabel("Name").fill("Spring fair");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(table.getByRole("row").filter({ hasText: "Spring fair" })).toContainText("Ten meetings at the fair");
  });

  await test.step("its figures are one press away, and the choice stays on the next page", async () => {
    await table.getByRole("link", { name: "Spring fair" }).click();
    await expect(page).toHaveURL(/analytics\/outreach\?campaign_id=/);
    await expect(page.getByRole("combobox", { name: "Campaign" }).locator("option:checked")).toHaveText("Spring fair");
    await page.goto("/analytics/forecast");
    const choice = page.getByRole("combobox", { name: "Campaign" });
    await expect(async () => {
      await choice.selectOption({ label: "Spring fair" });
      await expect(page).toHaveURL(/forecast\?campaign_id=[0-9a-f]/, { timeout: 2000 });
    }).toPass();
    await expectAccessible(page);
  });

  await test.step("it is put away and brought back", async () => {
    await page.goto("/campaigns");
    await expect(async () => {
      await page.getByRole("button", { name: "Put away Spring fair" }).click({ timeout: 1000 });
      await expect(page.getByRole("button", { name: "Bring back Spring fair" })).toBeVisible({ timeout: 3000 });
    }).toPass();
    await page.getByRole("button", { name: "Bring back Spring fair" }).click();
    await expect(page.getByRole("button", { name: "Put away Spring fair" })).toBeVisible();
  });
});
