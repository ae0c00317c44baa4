import { readFile } from "node:fs/promises";
import { createSegment } from "@/lib/segments/create-segment";
import { expect, expectAccessible, test } from "./fixtures";
import { mintLead, now } from "./mint";

test("a rep keeps conditions as a segment, sees who is in it, and opens it as a list", async ({ org, as }) => {
  await mintLead(org.rep1, { last_name: "Hotter", score: 90 });
  await mintLead(org.rep1, { last_name: "Colder", score: 10 });
  const page = await as("rep1");
  await page.goto("/segments");
  await expect(page.getByText("No segments yet")).toBeVisible();
  await page.getByRole("link", { name: "New segment" }).click();
  await expect(page.getByRole("status").filter({ hasText: "2 leads" })).toBeVisible();

  await test.step("the count follows the conditions", async () => {
    await page.getByRole("combobox", { name: "Field" }).selectOption("Score");
    await page.getByRole("combobox", { name: "Operator" }).selectOption("is at least");
    await page.getByLabel("Value for Score").fill("80");
    await expect(page.getByRole("status").filter({ hasText: "1 lead" })).toBeVisible();
    await expect(page.getByRole("table", { name: "First leads" })).toContainText("Hotter");
    await expect(page.getByRole("table", { name: "First leads" })).not.toContainText("Colder");
    await page.getByLabel("Value for Score").fill("800");
    await expect(page.getByText("Give a number from 0 to 100.")).toBeVisible();
    await page.getByLabel("Value for Score").fill("80");
    await expect(page.getByRole("status").filter({ hasText: "1 lead" })).toBeVisible();
  });

  await test.step("without a name it is refused and nothing is lost", async () => {
    await page.getByRole("button", { name: "Save segment" }).click();
    await expect(page.getByLabel("Name", { exact: true })).toHaveAccessibleDescription(/name/);
    await expect(page.getByLabel("Value for Score")).toHaveValue("80");
    await page.reload();
    await expect(page.getByRole("status").filter({ hasText: "What you were writing is back" })).toBeVisible();
    await expect(page.getByLabel("Value for Score")).toHaveValue("80");
    await expectAccessible(page);
    await page.getByLabel("Name", { exact: true }).fill("Hot ones");
    await page.getByRole("button", { name: "Save segment" }).click();
    await expect(page.getByRole("heading", { name: "Hot ones" })).toBeVisible();
  });

  await test.step("why a lead is in is said, condition by condition", async () => {
    await page.getByRole("button", { name: "Why Ines Hotter is in" }).click();
    const reasons = page.getByRole("dialog", { name: "Why Ines Hotter is in" });
    await expect(reasons.getByRole("list", { name: "Conditions" })).toContainText("Score is at least 80 It is 90.");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(reasons).toHaveCount(0);
  });

  await test.step("it opens as a list of leads", async () => {
    await page.getByRole("link", { name: "Open as list" }).click();
    await expect(page.getByRole("table", { name: "Leads" })).toContainText("Hotter");
    await expect(page.getByRole("table", { name: "Leads" })).not.toContainText("Colder");
  });

  await test.step("a colleague does not find it until it is for everybody", async () => {
    const colleague = await as("rep2");
    await colleague.goto("/segments");
    await expect(colleague.getByText("No segments yet")).toBeVisible();
    await page.goto("/segments");
    await page.getByRole("link", { name: "Hot ones" }).click();
    await page.getByLabel("Who sees it").selectOption("Everybody");
    await page.getByRole("button", { name: "Save segment" }).click();
    await expect(page.getByText("The segment Hot ones is saved")).toBeVisible();
    await colleague.reload();
    await colleague.getByRole("link", { name: "Hot ones" }).click();
    await expect(colleague.getByLabel("Name", { exact: true })).toHaveValue("Hot ones");
    await expect(colleague.getByRole("button", { name: "Save segment" })).toHaveCount(0);
    await colleague.getByRole("button", { name: "Segment options" }).click();
    await expect(colleague.getByRole("menuitem")).toHaveText(["Duplicate"]);
  });

  await test.step("a manager takes its leads out as a file, a rep deletes it when asked once more", async () => {
    const manager = await as("manager");
    await manager.goto(page.url());
    await manager.getByRole("button", { name: "Segment options" }).click();
    const making = manager.waitForEvent("download");
    await manager.getByRole("menuitem", { name: "Export as CSV" }).click();
    const text = await readFile(await (await making).path(), "utf8");
    expect([text.includes("Hotter"), text.includes("Colder")]).toEqual([true, false]);
    await page.getByRole("button", { name: "Segment options" }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Delete segment" }).click();
    await expect(page.getByText("The segment Hot ones is gone; its leads stay")).toBeVisible();
  });
});

test("a rep tags a lead on its page, and puts it into a segment from the list", async ({ org, as }) => {
  const filter = { field: "status", op: "is", value: "lost" };
  const segment = await createSegment(now(org.rep1), { name: "Autumn list", filter });
  const lead = await mintLead(org.rep1, { tags: ["fair"] });
  const page = await as("rep1");
  await page.goto(`/leads/${lead.id}`);
  const tags = page.getByRole("list", { name: "Tags" }).getByRole("listitem");

  await test.step("one more, by keyboard, and one less", async () => {
    const facts = page.getByRole("complementary", { name: "Facts" });
    const typed = facts.getByRole("combobox", { name: "New tag" });
    await expect(async () => {
      if (!(await typed.isVisible())) await facts.getByRole("button", { name: "Add a tag" }).click();
      await expect(typed).toBeFocused({ timeout: 1000 });
    }).toPass();
    await page.keyboard.type("vip");
    await page.keyboard.press("Enter");
    await expect(tags).toHaveText(["fair", "vip"]);
    await page.keyboard.press("Escape");
    await expect(typed).toHaveCount(0);
    await page.getByRole("button", { name: "Take off the tag fair" }).click();
    await expect(tags).toHaveText(["vip"]);
  });

  await test.step("the segment finds it by its tag then, whatever else it asks", async () => {
    await page.goto("/leads?columns=name,tags");
    const row = page.getByRole("table", { name: "Leads" }).locator("tbody").getByRole("row");
    await expect(async () => {
      await row.getByRole("checkbox").check();
      await expect(page.getByRole("toolbar", { name: "Selected leads" })).toContainText("1 selected", {
        timeout: 1000,
      });
    }).toPass();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Put into a segment" }).click();
    const dialog = page.getByRole("dialog", { name: "Put 1 lead into a segment" });
    await expect(dialog.getByLabel("Segment")).toHaveValue(segment.id);
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Put in" }).click();
    await expect(page.getByRole("status").filter({ hasText: "1 changed" })).toBeVisible();
    await expect(row).toContainText("Autumn list");
    await page.goto(`/segments/${segment.id}`);
    await expect(page.getByRole("table", { name: "First leads" })).toContainText("Ines Albrecht");
  });
});

test("a manager renames, colours, merges and deletes tags", async ({ org, as }) => {
  await mintLead(org.rep1, { tags: ["vpi"] });
  await mintLead(org.rep1, { tags: ["very important"] });
  const page = await as("manager");
  await page.goto("/settings/tags");
  const tags = page.getByRole("table", { name: "Tags" });
  const colour = page.getByRole("combobox", { name: "Colour of vpi" });
  // A choice made before the page answers to the hand is nobody's.
  await expect(async () => {
    await colour.selectOption("Green");
    await colour.selectOption("Blue");
    await expect(page.getByText("vpi is blue now").first()).toBeVisible({ timeout: 2000 });
  }).toPass();

  await page.getByRole("button", { name: "Change the tag vpi" }).click();
  const dialog = page.getByRole("dialog", { name: "Tag vpi" });
  await dialog.getByLabel("Name").fill("very important");
  await dialog.getByRole("button", { name: "Rename" }).click();
  await expect(dialog.getByLabel("Name")).toHaveAccessibleDescription(/Merge this one into it/);
  await expectAccessible(page);
  await dialog.getByLabel("Merge into").selectOption("very important");
  await dialog.getByRole("button", { name: "Merge" }).click();
  await expect(page.getByText("vpi is part of very important now")).toBeVisible();
  await expect(tags.getByRole("row").filter({ hasText: "very important" })).toContainText("2");
  await expect(tags).not.toContainText("vpi");

  await page.getByLabel("New tag").fill("fair");
  await page.getByRole("button", { name: "Add tag" }).click();
  await page.getByRole("button", { name: "Change the tag fair" }).click();
  await page.getByRole("button", { name: "Delete tag" }).click();
  await expect(page.getByText("The tag fair is gone")).toBeVisible();
  await expect(tags).not.toContainText("fair");
});
