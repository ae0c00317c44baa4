import { addStakeholder } from "@/lib/stakeholders/add-stakeholder";
import { expect, expectAccessible, test } from "./fixtures";
import { mintLead, mintTouch, now } from "./mint";

test("a company page says who is known there by whom, and its time zone is set", async ({ org, as }) => {
  const company = { name: "Larkfield Foods", domain: "larkfield-foods.example" };
  const ines = await mintLead(org.rep1, { company });
  const paul = await mintLead(org.rep2, { first_name: "Paul", last_name: "Brandt", company });
  await mintTouch(org.rep2, paul, { method: "call", subject: "Delivery times" });
  await addStakeholder(now(org.rep1), { lead_id: ines.id, first_name: "Rita", last_name: "Roe", role: "Buyer" });
  const page = await as("rep1");

  await test.step("from the lead to the company", async () => {
    await page.goto(`/leads/${ines.id}`);
    await page.getByRole("complementary", { name: "Facts" }).getByRole("link", { name: "Larkfield Foods" }).click();
    await expect(page).toHaveURL(/\/companies\//);
    const people = page.getByRole("table", { name: "People" });
    await expect(people.getByRole("row")).toHaveCount(4);
    await expect(people.getByRole("row").nth(1)).toContainText("Paul Brandt");
    await expect(people.getByRole("row").nth(1)).toContainText("rep2 called");
    await expect(people.getByRole("row", { name: /Rita Roe/ })).toContainText("Buyer");
    await expect(page.getByRole("region", { name: "Last touches here" })).toContainText("Delivery times");
    await expectAccessible(page);
  });

  await test.step("a zone that is none is refused beside the field, a right one is saved", async () => {
    const zone = page.getByLabel("Time zone");
    await zone.fill("Mars/Olympus");
    await page.getByLabel("Name").fill("Larkfield Group");
    await page.getByRole("button", { name: "Save company" }).click();
    await expect(page.getByText("This is not an IANA time zone.")).toBeVisible();
    await expect(page.getByLabel("Name")).toHaveValue("Larkfield Group");
    await zone.fill("Europe/Berlin");
    await page.getByRole("button", { name: "Save company" }).click();
    await expect(page.getByRole("heading", { name: "Larkfield Group" })).toBeVisible();
    await page.reload();
    await expect(zone).toHaveValue("Europe/Berlin");
  });

  await test.step("the list finds it by a part of the name", async () => {
    await page.goto("/companies");
    await page.getByRole("searchbox", { name: "Search companies" }).fill("field gr");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/q=field/);
    await page.getByRole("link", { name: "Larkfield Group" }).click();
    await expect(page.getByRole("heading", { name: "Larkfield Group" })).toBeVisible();
  });
});
