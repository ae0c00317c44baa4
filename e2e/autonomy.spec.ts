import { findSuggestions } from "@/lib/suggestion-engine/find-suggestions";
import { expect, expectAccessible, test } from "./fixtures";
import { hoursAgo, mintLead, mintTouch, now } from "./mint";

test("an admin allows what is automatic, a rep chooses it, and one press sends a draft as it stands", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1, { first_name: "Vera" });
  await mintTouch(org.rep1, lead, { subject: "Loading ramps", occurred_at: hoursAgo(24 * 8).toISOString() });
  await findSuggestions(now(org.admin), {});
  const rep = await as("rep1");
  await rep.goto("/settings/autonomy");
  const mine = rep.getByRole("form", { name: "Your leads" });
  const email = mine.getByRole("combobox", { name: "Email: how far" });
  await expect(email).toHaveValue("suggest");
  await expect(email.getByRole("option", { name: "Automatic" })).toHaveCount(0);
  await expect(
    rep.getByRole("form", { name: "At most, for everybody" }).getByRole("button", { name: "Save" }),
  ).toBeDisabled();

  await test.step("an admin raises what is allowed at most", async () => {
    const admin = await as("admin");
    await admin.goto("/settings/autonomy");
    const ceiling = admin.getByRole("form", { name: "At most, for everybody" });
    const limit = ceiling.getByRole("textbox", { name: "Email: a day at most" });
    await expect(async () => {
      await ceiling.getByRole("combobox", { name: "Email: how far" }).selectOption("automatic");
      await expect(limit).toBeVisible({ timeout: 1000 });
    }).toPass();
    await limit.fill("500");
    await ceiling.getByRole("button", { name: "Save" }).click();
    await expect(ceiling.getByText("at most 200 a day")).toBeVisible();
    await expect(limit).toHaveValue("500");
    await expectAccessible(admin);
    await limit.fill("5");
    await ceiling.getByRole("button", { name: "Save" }).click();
    await expect(admin.getByText("At most, for everybody: saved")).toBeVisible();
  });

  await test.step("the rep may choose it now, and chooses one click", async () => {
    await rep.reload();
    await expect(email.getByRole("option", { name: "Automatic" })).toHaveCount(1);
    await expect(async () => {
      await email.selectOption("one_click");
      await expect(mine.getByRole("button", { name: "Save" })).toBeEnabled({ timeout: 1000 });
    }).toPass();
    await mine.getByRole("button", { name: "Save" }).click();
    await expect(rep.getByText("Your leads: saved")).toBeVisible();
  });

  await test.step("one press sends what stands there", async () => {
    await rep.goto("/suggestions");
    const card = rep.getByRole("article", { name: "Email: Re: Loading ramps" });
    await expectAccessible(rep);
    await expect(async () => {
      await card.getByRole("button", { name: "Send as it stands" }).click({ timeout: 1000 });
      await expect(rep.getByText("is on its way")).toBeVisible({ timeout: 2000 });
    }).toPass();
    await expect(rep.getByText("Nothing to decide")).toBeVisible();
  });
});
