import { updateLead } from "@/lib/leads/update-lead";
import { expect, expectAccessible, test } from "./fixtures";
import { mintLead, mintTouch, now } from "./mint";

test("a lead becomes a client, and an admin takes it back with a reason", async ({ org, as }) => {
  const lead = await mintLead(org.rep1, { estimated_value_minor: 1_250_000, currency: "EUR" });
  await mintTouch(org.rep1, lead, { responded: true });
  await updateLead(now(org.rep1), { lead_id: lead.id, status: "qualified" });
  const page = await as("rep1");
  await page.goto(`/leads/${lead.id}`);
  const status = page.getByRole("button", { name: /^Status:/ });
  const facts = page.getByRole("complementary", { name: "Facts" });

  await test.step("by keyboard, with what was estimated filled in", async () => {
    await expect(status).toHaveText("Qualified");
    await page.keyboard.press("s");
    await page.getByRole("menuitem", { name: "Converted" }).press("Enter");
    const dialog = page.getByRole("dialog", { name: "Make Ines a client" });
    await expect(dialog.getByLabel("Client")).toHaveValue(lead.company?.name ?? "");
    await expect(dialog.getByLabel("Value")).toHaveValue("12500");
    await expectAccessible(page);
    await dialog.getByLabel("Value").fill("a lot");
    await dialog.getByRole("button", { name: "Convert" }).click();
    await expect(dialog.getByText("Write the value in digits, such as 12,500.")).toBeVisible();
    await dialog.getByLabel("Value").fill("13,000");
    await dialog.getByRole("button", { name: "Convert" }).click();
    await expect(status).toHaveText("Converted");
    await expect(facts).toContainText("13,000 EUR");
  });

  await test.step("a rep cannot undo it", async () => {
    await page.keyboard.press("s");
    const undo = page.getByRole("menuitem", { name: /Undo the conversion/ });
    await expect(undo).toBeDisabled();
    await expect(undo).toContainText("Only an admin");
  });

  await test.step("an admin does, and says why", async () => {
    const desk = await as("admin");
    await desk.goto(`/leads/${lead.id}`);
    const theirs = desk.getByRole("button", { name: /^Status:/ });
    await expect(theirs).toHaveText("Converted");
    await theirs.click();
    await desk.getByRole("menuitem", { name: /Undo the conversion/ }).click();
    const dialog = desk.getByRole("dialog", { name: "Undo the conversion" });
    await dialog.getByRole("button", { name: "Undo the conversion" }).click();
    await expect(dialog.getByText("Say why the conversion is undone.")).toBeVisible();
    await dialog.getByLabel("Reason").fill("Signed by the wrong entity");
    await dialog.getByRole("button", { name: "Undo the conversion" }).click();
    await expect(theirs).toHaveText("Qualified");
  });
});

test("a deleted lead stands in a list and comes back from there", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await page.goto(`/leads/${lead.id}`);
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Delete lead" }).click();
  await expect(page.getByText("Ines Albrecht deleted. The history stays.")).toBeVisible();
  await page.goto("/leads/deleted");
  await page.getByRole("button", { name: "Restore Ines Albrecht" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Ines Albrecht" })).toBeVisible();
});

test("an admin says for how long deleted leads are kept; nonsense is refused", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/settings/retention");
  const days = page.getByLabel("Purge after days");
  await days.fill("soon");
  await page.getByRole("button", { name: "Save retention" }).click();
  await expect(page.locator(".hint.bad")).toBeVisible();
  await expect(days).toHaveValue("soon");
  await days.fill("90");
  await page.getByRole("button", { name: "Save retention" }).click();
  await expect(page.getByText("Retention saved")).toBeVisible();
  await page.reload();
  await expect(days).toHaveValue("90");
});
