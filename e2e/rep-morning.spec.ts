import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { logDialog, touches } from "./lead-page";
import { mintLead, mintTouch, untilSealed } from "./mint";

test("a rep's morning by keyboard alone, with every input counted", async ({ org, as }) => {
  const ines = await mintLead(org.rep1, { first_name: "Ines", last_name: "Calder" });
  const omar = await mintLead(org.rep1, { first_name: "Omar", last_name: "Reyes" });
  await mintLead(org.rep1, { first_name: "Bea", last_name: "Lind" });
  await mintTouch(org.rep2, ines, { method: "linkedin" });
  await untilSealed(org.rep1);
  const page = await as("rep1");
  const counts: string[] = [];
  let strokes = 0;
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      strokes++;
      await page.keyboard.press(key);
    }
  };
  const step = async (name: string, most: number, work: () => Promise<void>) =>
    test.step(name, async () => {
      strokes = 0;
      await work();
      counts.push(`${name}: ${strokes}`);
      expect(strokes, name).toBeLessThanOrEqual(most);
    });

  await page.goto("/collisions");
  await awake(page);

  await step("find a lead by a part of the name and open the log of an email", 9, async () => {
    await press("ControlOrMeta+k");
    const found = page.getByRole("dialog", { name: "Find or do" });
    await press("o", "m", "a");
    await expect(found.getByRole("option", { name: /^Log email with Omar Reyes/ })).toBeVisible();
    await press("ArrowDown", "Enter");
    await expect(logDialog(page).getByRole("radio", { name: "Email", exact: true })).toBeChecked();
    await page.keyboard.type("Sent the price list");
    await press("ControlOrMeta+Enter");
    await expect(logDialog(page)).toBeHidden();
    await expect(touches(page).first()).toContainText("You emailed");
  });

  await step("back to the list, to the next lead, and into it", 5, async () => {
    await press("g", "l");
    await expect(rows(page)).toHaveCount(3);
    await press("j", "j");
    await expect(rows(page).nth(1)).toHaveClass(/cur/);
    await press("Enter");
    await expect(page.getByRole("heading", { name: "Ines Calder", exact: true })).toBeVisible();
  });

  await step("log a call, besides the note", 3, async () => {
    await awake(page);
    await press("l", "c");
    await expect(logDialog(page).getByRole("radio", { name: "Call", exact: true })).toBeChecked();
    await page.keyboard.type("She wants the offer by Friday");
    await press("ControlOrMeta+Enter");
    await expect(logDialog(page)).toBeHidden();
    await expect(touches(page).first()).toContainText("You called");
  });

  await step("write a note", 2, async () => {
    await press("n");
    await expect(page.getByRole("textbox", { name: "Note" })).toBeFocused();
    await page.keyboard.type("Budget is fixed in March");
    await press("ControlOrMeta+Enter");
    await expect(page.getByRole("feed", { name: "Timeline" })).toContainText("Budget is fixed in March");
  });

  await step("move the status", 3, async () => {
    await press("s");
    await page.getByRole("menuitem", { name: /^Conversing/ }).waitFor();
    await press("c", "Enter");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(page.getByText("Ines is now conversing")).toBeVisible();
  });

  await step("choose two leads in the list and tag them, besides the tag", 9, async () => {
    await press("g", "l");
    await expect(rows(page)).toHaveCount(3);
    await press("k");
    await expect(rows(page).first()).toHaveClass(/cur/);
    await press("x", "j", "x", "t");
    const dialog = page.getByRole("dialog", { name: "Tag 2 leads" });
    await expect(dialog.getByLabel("Tags")).toBeFocused();
    await page.keyboard.type("spring");
    await press("Enter");
    await expect(page.getByRole("status").filter({ hasText: "2 changed" })).toBeVisible();
  });

  await step("say that somebody asked not to be contacted, besides the reason", 5, async () => {
    await page.goto(`/leads/${omar.id}`);
    await awake(page);
    await press("d");
    const dialog = page.getByRole("dialog", { name: "Do not contact Omar Reyes" });
    await expect(dialog.getByLabel("Reason")).toBeFocused();
    await page.keyboard.type("Asked by phone");
    await press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByText("Do not contact").first()).toBeVisible();
  });
  process.stdout.write(`a rep's morning, inputs: ${counts.join("; ")}\n`);
});

const rows = (page: Page) => page.getByRole("table", { name: "Leads" }).locator("tbody").getByRole("row");

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
