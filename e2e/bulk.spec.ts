import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { updateLead } from "@/lib/leads/update-lead";
import { createSequence } from "@/lib/sequences/create-sequence";
import { createTag } from "@/lib/tags/create-tag";
import { expect, expectAccessible, test } from "./fixtures";
import { mintLead, now, untilSealed } from "./mint";

const rows = (page: Page) => page.getByRole("table", { name: "Leads" }).locator("tbody").getByRole("row");
const names = (page: Page) => rows(page).getByRole("link");
const bar = (page: Page) => page.getByRole("toolbar", { name: "Selected leads" });

test("three leads are chosen and tagged by keyboard, and the tags are taken back", async ({ org, as }) => {
  for (const name of ["Ada", "Bea", "Cid", "Dora"]) await mintLead(org.rep1, { first_name: name, last_name: "Moss" });
  await createTag(org.manager, { name: "spring" });
  await untilSealed(org.rep1);
  const page = await as("rep1");
  await page.goto("/leads?sort=name");
  await expect(rows(page)).toHaveCount(4);

  await test.step("X chooses, T asks for the tags, Enter begins", async () => {
    await chooseFirst(page, 3);
    await page.keyboard.press("t");
    const dialog = page.getByRole("dialog", { name: "Tag 3 leads" });
    await expect(dialog.getByLabel("Tags")).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(dialog.getByText("Name at least one tag.")).toBeVisible();
    await page.keyboard.type("fair, spr");
    await dialog.getByRole("list", { name: "To choose from" }).getByRole("button", { name: "spring" }).click();
    await expect(dialog.getByLabel("Tags")).toHaveValue("fair, spring, ");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "3 changed" })).toBeVisible();
    await expect(bar(page)).toBeHidden();
  });
  await test.step("the tag finds exactly those three", async () => {
    await page.goto("/leads?tag=spring&sort=name");
    await expect(names(page)).toHaveText(["Ada Moss", "Bea Moss", "Cid Moss"]);
  });
  await test.step("taken back from the list of bulk changes", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("b");
    const change = page.getByRole("row").filter({ hasText: "Tag with fair, spring" });
    await expect(change).toContainText("3 changed");
    await change.getByRole("button", { name: "Undo" }).click();
    await expect(change).toContainText("3 taken back");
    await expect(change.getByRole("button", { name: "Undo" })).toBeHidden();
    await page.goto("/leads?tag=spring");
    await expect(page.getByText("No lead fits these filters")).toBeVisible();
  });
});

test("who could not be changed is shown with the reason, and Undo beside it gives the others back", async ({
  org,
  as,
}) => {
  const ada = await mintLead(org.manager, { first_name: "Ada", last_name: "Moss" });
  await mintLead(org.manager, { first_name: "Bea", last_name: "Moss" });
  await updateLead(now(org.manager), { lead_id: ada.id, status: "on_ice" });
  await untilSealed(org.manager);
  const page = await as("manager");
  await page.goto("/leads?sort=name");
  await expect(rows(page)).toHaveCount(2);
  await chooseFirst(page, 2);
  await page.keyboard.press("s");
  const dialog = page.getByRole("dialog", { name: "Change the status of 2 leads" });
  await dialog.getByLabel("Status").selectOption("Enriched");
  await dialog.getByRole("button", { name: "Change status" }).click();
  const note = page.getByRole("status").filter({ hasText: "1 changed, 1 left as it was" });
  await expect(note).toBeVisible();
  await expect(rows(page).filter({ hasText: "Bea Moss" })).toContainText("Enriched");

  await note.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("status").filter({ hasText: "1 taken back" })).toBeVisible();
  await expect(rows(page).filter({ hasText: "Bea Moss" })).toContainText("New");

  await page.getByRole("button", { name: "List options" }).click();
  await page.getByRole("menuitem", { name: "Past bulk changes" }).click();
  await page.getByRole("link", { name: "Move to enriched" }).click();
  await page.getByRole("link", { name: "Left as they were" }).click();
  const refused = page.getByRole("table", { name: "Leads of this change" }).locator("tbody").getByRole("row");
  await expect(refused).toHaveCount(1);
  await expect(refused).toContainText("A lead cannot go from on ice to enriched.");
  await expectAccessible(page);
});

test("chosen leads are enrolled in a sequence after a count of who is fine and who is not, and Undo stops them", async ({
  org,
  as,
}) => {
  const steps = [
    { kind: "wait", delay_hours: 240 },
    { kind: "email", subject: "Dates", body: "Shall we say Tuesday?" },
  ];
  await createSequence(now(org.admin), { name: "After the fair", steps, publish: true });
  for (const name of ["Ada", "Bea"]) await mintLead(org.rep1, { first_name: name, last_name: "Moss" });
  await mintLead(org.rep1, { first_name: "Cid", last_name: "Moss", email: null });
  await untilSealed(org.rep1);
  const page = await as("rep1");
  await page.goto("/leads?sort=name");
  await expect(rows(page)).toHaveCount(3);
  await chooseFirst(page, 3);
  await bar(page).getByRole("button", { name: "More" }).click();
  await page.getByRole("menuitem", { name: "Enroll in a sequence" }).click();
  const dialog = page.getByRole("dialog", { name: "Enroll 3 leads" });
  const found = dialog.getByRole("region", { name: "What it would come to" });
  await expect(found.getByRole("status")).toHaveText("2 fine, 1 left out, 0 to decide");
  await expect(found.getByRole("listitem")).toContainText("Cid Moss");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Enroll", exact: true }).click();
  const note = page.getByRole("status").filter({ hasText: "2 enrolled, 1 left as it was" });
  await expect(note).toBeVisible();
  await note.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("status").filter({ hasText: "2 taken back" })).toBeVisible();
  await page.goto("/leads/changes");
  await page.getByRole("link", { name: "Enroll in After the fair" }).click();
  const table = page.getByRole("table", { name: "Leads of this change" });
  await expect(table.getByRole("row", { name: /Ada Moss/ })).toContainText("Taken back");
  await expect(table.getByRole("row", { name: /Cid Moss/ })).toContainText("Left as it was");
});

test("a manager takes the list out as a file, a rep is not offered it; Escape clears the selection", async ({
  org,
  as,
  forgive,
}) => {
  forgive(/400/);
  await mintLead(org.rep1, { first_name: "Ada", last_name: "Moss", tags: ["fair"] });
  await mintLead(org.rep1, { first_name: "Bea", last_name: "Moss" });
  await untilSealed(org.rep1);
  const [manager, rep] = [await as("manager"), await as("rep1")];

  await manager.goto("/leads?tag=fair");
  await expect(rows(manager)).toHaveCount(1);
  await manager.getByRole("button", { name: "List options" }).click();
  const downloading = manager.waitForEvent("download");
  await manager.getByRole("menuitem", { name: "Export as CSV" }).click();
  const text = await readFile(await (await downloading).path(), "utf8");
  expect(text).toContain("Ada");
  expect(text).not.toContain("Bea");

  await manager.getByRole("button", { name: "List options" }).click();
  const making = manager.waitForEvent("download");
  await manager.getByRole("menuitem", { name: "Export as Excel" }).click();
  expect((await making).suggestedFilename()).toMatch(/^leads-.*\.xlsx$/);
  await manager.goto("/leads?sort=name");
  await chooseFirst(manager, 1);
  await bar(manager).getByRole("button", { name: "More" }).click();
  const picking = manager.waitForEvent("download");
  await manager.getByRole("menuitem", { name: "Export as CSV" }).click();
  const picked = await readFile(await (await picking).path(), "utf8");
  expect(picked).toContain("Ada");
  expect(picked).not.toContain("Bea");
  await manager.goto("/leads?tag=fair");
  const detail = "These are 60,000 leads, and an Excel file takes 50,000.";
  await manager.route("**/api/leads/export*xlsx*", (route) => route.fulfill({ status: 400, json: { detail } }));
  await manager.getByRole("button", { name: "List options" }).click();
  await manager.getByRole("menuitem", { name: "Export as Excel" }).click();
  await expect(manager.getByText(detail)).toBeVisible();

  await rep.goto("/leads");
  await expect(rows(rep)).toHaveCount(2);
  await rep.getByRole("button", { name: "List options" }).click();
  await expect(rep.getByRole("menuitem", { name: "Past bulk changes" })).toBeVisible();
  await expect(rep.getByRole("menuitem", { name: /Export/ })).toHaveCount(0);
  await rep.keyboard.press("Escape");
  await chooseFirst(rep, 2);
  await bar(rep).getByRole("button", { name: "More" }).click();
  await expect(rep.getByRole("menuitem", { name: "Delete" })).toBeVisible();
  await expect(rep.getByRole("menuitem", { name: /Export/ })).toHaveCount(0);
  await rep.keyboard.press("Escape");
  await rep.keyboard.press("Escape");
  await expect(bar(rep)).toBeHidden();
});

/** By keyboard alone. The keys are heard once the page has come to life; K at the top stays there, however often. */
async function chooseFirst(page: Page, count: number): Promise<void> {
  await expect(async () => {
    await page.keyboard.press("k");
    await expect(rows(page).first()).toHaveClass(/cur/, { timeout: 1000 });
  }).toPass();
  for (let nth = 1; nth <= count; nth++) {
    if (nth > 1) await page.keyboard.press("j");
    await expect(rows(page).nth(nth - 1)).toHaveClass(/cur/);
    await page.keyboard.press("x");
    await expect(bar(page)).toContainText(`${nth} selected`);
  }
}
