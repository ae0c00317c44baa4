import { expect, expectAccessible, test } from "./fixtures";
import { mintLead } from "./mint";

test("two people edit one lead at once: both go in, and what both changed is chosen", async ({ org, as }) => {
  const lead = await mintLead(org.rep1, { title: "Head of Logistics", tags: ["fair"] });
  const [one, other] = [await as("rep1"), await as("rep2")];
  for (const page of [one, other]) await page.goto(`/leads/${lead.id}/edit`);

  await test.step("edits of different fields both go in", async () => {
    await one.getByLabel("Source", { exact: true }).fill("trade fair");
    await one.getByLabel("Tags").fill("fair, vip");
    await one.getByRole("button", { name: "Save lead" }).click();
    await expect(one.getByRole("complementary", { name: "Facts" })).toContainText("trade fair");
    await other.getByLabel("Title").fill("Chief of Logistics");
    await other.getByLabel("Estimated value").fill("12,500.50");
    await other.getByLabel("Currency").selectOption("EUR");
    await other.getByLabel("Expected close").fill("2027-01-31");
    await other.getByLabel("Probability").fill("40");
    await other.getByText("Campaign they came by").click();
    await other.getByLabel("Campaign", { exact: true }).fill("spring-mailing");
    await other.getByLabel("Tags").fill("fair, autumn");
    await other.getByRole("button", { name: "Save lead" }).click();
    const facts = other.getByRole("complementary", { name: "Facts" });
    for (const text of ["Chief of Logistics", "trade fair", "12,500.50 EUR", "31 Jan 2027", "40 %, set by hand"]) {
      await expect(facts).toContainText(text);
    }
    await expect(facts).toContainText("spring-mailing");
    await expect(facts.getByRole("list", { name: "Tags" }).getByRole("listitem")).toHaveText(["autumn", "fair", "vip"]);
  });

  await test.step("what both changed is shown side by side, and nothing typed is lost", async () => {
    for (const page of [one, other]) await page.goto(`/leads/${lead.id}/edit`);
    await one.getByLabel("Title").fill("Director");
    await one.getByLabel("Estimated value").fill("20000");
    await one.getByLabel("First name").fill("Inés");
    await one.getByRole("button", { name: "Save lead" }).click();
    await expect(one.getByRole("heading", { name: "Inés Albrecht", exact: true })).toBeVisible();

    await other.getByLabel("Title").fill("Vice President");
    await other.getByLabel("Estimated value").fill("15000");
    await other.getByLabel("Time zone").fill("Europe/Madrid");
    await other.setViewportSize({ width: 390, height: 844 });
    await other.getByRole("button", { name: "Save lead" }).click();
    const alert = other.getByRole("alert").filter({ hasText: "rep1 changed 2 fields that you changed too" });
    await expect(alert.getByRole("group", { name: "Title" })).toContainText("Director");
    await expect(alert.getByRole("group", { name: "Title" })).toContainText("Vice President");
    await expect(alert.getByRole("group", { name: "Estimated value" })).toContainText("20000 EUR");
    await expect(other.getByLabel("First name")).toHaveValue("Inés");
    await expect(other.getByLabel("Title")).toHaveValue("Vice President");
    await expect(other.getByLabel("Time zone")).toHaveValue("Europe/Madrid");
    await expect(
      alert.getByRole("group", { name: "Title" }).getByRole("button", { name: "Take theirs" }),
    ).toBeInViewport();
    await expectAccessible(other);
    const value = alert.getByRole("group", { name: "Estimated value" });
    await value.getByRole("button", { name: "Take theirs" }).click();
    await expect(other.getByLabel("Estimated value", { exact: true })).toHaveValue("20000");
    await other.getByRole("button", { name: "Save lead" }).click();
    const facts = other.getByRole("complementary", { name: "Facts" });
    for (const text of ["Vice President", "20,000 EUR", "Europe/Madrid"]) await expect(facts).toContainText(text);
    await expect(other.getByRole("heading", { name: "Inés Albrecht", exact: true })).toBeVisible();
  });

  await test.step("an amount that is none says so beside it and keeps everything", async () => {
    await one.goto(`/leads/${lead.id}/edit`);
    await one.getByLabel("Title").fill("President");
    await one.getByLabel("Estimated value").fill("a lot");
    await one.getByRole("button", { name: "Save lead" }).click();
    await expect(one.getByText("Write the value in digits, such as 12,500.")).toBeVisible();
    await expect(one.getByLabel("Title")).toHaveValue("President");
    await expect(one.getByLabel("Estimated value")).toHaveValue("a lot");
  });
});
