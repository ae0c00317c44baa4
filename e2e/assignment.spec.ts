import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { expect, expectAccessible, test } from "./fixtures";
import { mintLead, now, untilSealed } from "./mint";

test("an admin makes a rule, and a lead that arrives is given out by it", async ({ org, as }) => {
  const page = await as("admin");
  await page.goto("/settings/assignment");
  await page.getByRole("button", { name: "Add rule" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a rule" });
  await dialog.getByLabel("Name").fill("Website leads");
  await dialog.getByRole("button", { name: "Save rule" }).click();
  await expect(dialog.getByText("A rule needs somebody to give leads to.")).toBeVisible();
  await expect(dialog.getByLabel("Name")).toHaveValue("Website leads");
  await expectAccessible(page);
  await dialog.getByLabel("Sources").fill("Website");
  await dialog.getByRole("checkbox", { name: "rep2" }).check();
  await dialog.getByLabel("Most leads a day for rep2").fill("5");
  await dialog.getByRole("button", { name: "Save rule" }).click();
  const rule = page.getByRole("region", { name: "Website leads" });
  await expect(rule).toContainText("Leads from Website without an owner go to these members in turn.");

  const lead = await createLead(now(org.admin), { last_name: "Arrival", source: "Website", owner_id: null });
  expect(lead.owner?.name).toBe("rep2");
  await page.reload();
  await expect(rule).toContainText("1 lead so far, 5 a day at most");

  await test.step("which the lead's changes say", async () => {
    await page.goto(`/leads/${lead.id}`);
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("menuitem", { name: "Changes" }).click();
    const row = page.getByRole("table", { name: "Changes" }).getByRole("row", { name: /Owner/ });
    await expect(row).toContainText("rep2 (Website leads)");
    await expectAccessible(page);
  });
});

test("who had a lead is told that it moved on", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await page.goto("/dnc");
  await updateLead(now(org.manager), { lead_id: lead.id, owner_id: org.rep2.actor.userId });
  await untilSealed(org.rep1);
  await page.getByRole("button", { name: "Notifications, 1 unread" }).click();
  await expect(page.getByText("manager took Ines Albrecht out of your leads")).toBeVisible();
});
