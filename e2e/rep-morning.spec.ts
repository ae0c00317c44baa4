import type { Page } from "@playwright/test";
import type { MintedOrganization } from "@/db/testing/organization";
import { createDay } from "@/lib/daily-outreach/create-day";
import { createSegment } from "@/lib/segments/create-segment";
import { createTemplate } from "@/lib/templates/create-template";
import { expect, test } from "./fixtures";
import { logDialog, touches, verdict } from "./lead-page";
import { hoursAgo, mintLead, mintThread, mintTouch, now, untilSealed } from "./mint";

const rows = (page: Page) => page.getByRole("table", { name: "Leads" }).locator("tbody").getByRole("row");
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name, exact: true });

/** One lead for today, two of the fair, and somebody who has answered. */
async function mintMorning(org: MintedOrganization) {
  const owner_id = org.rep1.actor.userId;
  await mintLead(org.rep1, { first_name: "Bea", last_name: "Lind", tags: ["today"], owner_id });
  await mintLead(org.rep1, { first_name: "Omar", last_name: "Reyes", company: "Fairwind" });
  const ines = await mintLead(org.rep1, { first_name: "Ines", last_name: "Calder", company: "Fairwind" });
  await mintTouch(org.rep2, ines, { method: "linkedin" });
  const ada = await mintLead(org.rep1, { first_name: "Ada", last_name: "Byron" });
  await mintThread(org.rep1, ada, "Your dates", [hoursAgo(30), hoursAgo(2)]);
  const filter = { field: "tags", op: "any_of", value: ["today"] };
  const segment = await createSegment(org.rep1, { name: "Today", filter });
  const letter = { name: "First", subject: "Dates for {{last_name}}", body_text: "Hello {{first_name|there}}" };
  const template = await createTemplate(now(org.rep1), letter);
  await createDay(now(org.rep1), { segment_id: segment.id, template_id: template.id });
  await untilSealed(org.rep1);
}

test("a rep's whole morning by keyboard alone, with every input counted", async ({ org, as }) => {
  await mintMorning(org);
  const page = await as("rep1");
  const counts: string[] = [];
  let strokes = 0;
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      strokes++;
      await page.keyboard.press(key);
    }
  };
  /** Two keys that belong together; what is typed as text is not counted, what leads to it is. */
  const chord = (keys: string) => press(...keys.split(" "));
  const step = (name: string, most: number, work: () => Promise<void>) =>
    test.step(name, async () => {
      strokes = 0;
      await work();
      counts.push(`${name} ${strokes}`);
      expect(strokes, name).toBeLessThanOrEqual(most);
    });

  await page.goto("/");
  await awake(page);
  await step("what is planned for today", 2, async () => {
    // Who has answered stands first; the one to write to is behind.
    await expect(page.getByRole("article", { name: "Ada Byron" })).toBeVisible();
    await press("j");
    await expect(page.getByRole("article", { name: "Bea Lind" })).toBeVisible();
    await press("ControlOrMeta+Enter");
    await expect(page.getByRole("region", { name: "Done" })).toContainText("Bea Lind");
  });
  await step("the list", 2, async () => {
    await chord("g l");
    await expect(rows(page)).toHaveCount(4);
  });
  await step("filtered", 2, async () => {
    await press("/");
    await expect(page.getByRole("searchbox", { name: "Find leads" })).toBeFocused();
    await page.keyboard.type("fairwind");
    await expect(rows(page)).toHaveCount(2);
    await press("Enter");
    await expect(page.getByRole("searchbox", { name: "Find leads" })).not.toBeFocused();
  });
  await step("a lead opened, and what the guard says", 2, async () => {
    await press("j");
    await expect(rows(page).first().getByRole("link", { name: "Ines Calder" })).toBeFocused();
    await press("Enter");
    await expect(heading(page, "Ines Calder")).toBeVisible();
    await expect(verdict(page)).toContainText("rep2");
  });
  await step("a call logged", 3, async () => {
    await chord("l c");
    await expect(logDialog(page).getByRole("radio", { name: "Call", exact: true })).toBeChecked();
    await page.keyboard.type("She wants the offer by Friday");
    await press("ControlOrMeta+Enter");
    await expect(logDialog(page)).toBeHidden();
    await expect(touches(page).first()).toContainText("She wants the offer by Friday");
  });
  await step("a mail written", 3, async () => {
    const composer = page.getByRole("dialog", { name: "Write message" });
    await press("e");
    await expect(composer.getByLabel("Subject")).toBeFocused();
    await page.keyboard.type("The offer");
    await press("Enter");
    await expect(composer.getByRole("textbox", { name: "Text" })).toBeFocused();
    await page.keyboard.type("Here it is, as you asked on the phone.");
    await press("ControlOrMeta+Enter");
    await expect(composer).toBeHidden();
    await expect(page.getByRole("region", { name: "Messages that wait" })).toContainText("The offer");
  });
  await step("a note", 2, async () => {
    await press("n");
    await expect(page.getByRole("dialog", { name: "Add note" }).getByLabel("Note")).toBeFocused();
    await page.keyboard.type("The budget is fixed in March");
    await press("ControlOrMeta+Enter");
    await expect(page.getByRole("article", { name: /^Note by/ })).toContainText("The budget is fixed in March");
  });
  await step("the status", 3, async () => {
    await press("s");
    await page.getByRole("menuitem", { name: /^Conversing/ }).waitFor();
    await press("c", "Enter");
    await expect(page.getByText("Ines is now conversing")).toBeVisible();
  });
  await step("the next lead", 1, async () => {
    await press("j");
    await expect(heading(page, "Omar Reyes")).toBeVisible();
  });
  await step("back to the list, both chosen and tagged", 4, async () => {
    await press("Escape");
    await expect(rows(page)).toHaveCount(2);
    await expect(rows(page).getByRole("link", { name: "Omar Reyes" })).toBeFocused();
    await press("ControlOrMeta+a", "t");
    const dialog = page.getByRole("dialog", { name: "Tag all 2 leads found" });
    await expect(dialog.getByLabel("Tags")).toBeFocused();
    await page.keyboard.type("spring");
    await press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "2 changed" })).toBeVisible();
  });
  await step("the inbox, and the answer in it", 4, async () => {
    await chord("g i");
    const answer = page.getByRole("list", { name: "Replies" }).getByRole("link", { name: /Ada Byron/ });
    await expect(answer).toBeVisible();
    await press("j");
    await expect(answer).toBeFocused();
    await press("Enter");
    await expect(page.getByRole("list", { name: "Messages" })).toContainText("Message 2 about Your dates");
  });
  await step("the board, and a lead moved on it", 5, async () => {
    await chord("g p");
    const column = (name: string) => page.getByRole("region", { name: new RegExp(`^${name}\\b`) });
    await expect(column("New").getByRole("link", { name: "Omar Reyes" })).toBeVisible();
    await press("j");
    await expect(column("New").getByRole("link", { name: "Omar Reyes" })).toBeFocused();
    await press("s");
    await expect(page.getByRole("menuitem", { name: /^Enriched/ })).toBeFocused();
    await press("Enter");
    await expect(column("Enriched").getByRole("link", { name: "Omar Reyes" })).toBeVisible();
  });
  process.stdout.write(`a rep's morning by keyboard, inputs: ${counts.join(", ")}\n`);
});

/** Keys are heard once the page has come to life. */
async function awake(page: Page): Promise<void> {
  const keys = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(async () => {
    await page.keyboard.press("?");
    await expect(keys).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press("Escape");
  await expect(keys).toHaveCount(0);
}
