import { checkNames } from "@/lib/integrity/queries";
import { expect, expectAccessible, test } from "./fixtures";

test("an admin has everything recounted and reads that it agrees", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/settings/integrity");
  await expect(page.getByRole("heading", { name: "Nothing has been recounted yet" })).toBeVisible();
  await page.getByRole("button", { name: "Recount now" }).click();
  const all = checkNames.length;
  await expect(page.getByText(`Everything agrees: ${all} of ${all} checks`)).toBeVisible({ timeout: 60_000 });
  const checks = page.getByRole("list", { name: "Checks" });
  await expect(checks.getByText("Agrees", { exact: true })).toHaveCount(all);
  await expect(page.getByText("Touches", { exact: true })).toBeVisible();
  await expectAccessible(page, "integrity");
});

test("a manager is told that the recount is for admins", async ({ as }) => {
  const page = await as("manager");
  await page.goto("/settings/integrity");
  await expect(page.getByText("The recount is for admins. Ask one of your organization.")).toBeVisible();
});
