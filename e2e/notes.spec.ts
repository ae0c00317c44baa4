import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { openLead, touches } from "./lead-page";
import { mintLead, mintTouch, untilSealed } from "./mint";

const noteDialog = (page: Page) => page.getByRole("dialog", { name: "Add note" });
const notes = (page: Page) => page.getByRole("article", { name: /^Note by/ });

test("a note names a colleague by keyboard alone, who is told and finds it on the timeline", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await mintTouch(org.rep1, lead, { subject: "Offer" });
  await untilSealed(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  const stage = page.getByRole("button", { name: /^Status:/ });
  const before = await stage.innerText();
  await page.keyboard.press("n");
  const dialog = noteDialog(page);
  await expect(dialog.getByLabel("Note")).toBeFocused();
  await page.keyboard.type("The budget is decided in May. @re");
  const names = dialog.getByRole("listbox", { name: "Colleagues" });
  await expect(names.getByRole("option")).toHaveText(["rep1", "rep2"]);
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(names).toBeHidden();
  await expect(dialog).toBeVisible();
  await page.keyboard.press("Backspace");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.type("please call her then");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog).toBeHidden();
  await expect(notes(page)).toContainText("The budget is decided in May. @rep2 please call her then");
  await expect(stage).toHaveText(before);
  await untilSealed(org.rep1);
  await openLead(page, lead);
  await expect(notes(page)).toHaveCount(1);
  await expectAccessible(page);

  const theirs = await as("rep2");
  await theirs.goto("/leads");
  await theirs.getByRole("button", { name: "Notifications, 1 unread" }).click();
  await theirs.getByText("rep1 mentions you in a note on Ines Albrecht").click();
  await expect(theirs).toHaveURL(new RegExp(lead.id));
  await expect(notes(theirs)).toContainText("@rep2 please call her then");
  await expect(notes(theirs).getByRole("button")).toHaveCount(0);
});

test("one's own note is rewritten, deleted, and put back with Z; a colleague's page follows", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await untilSealed(org.rep1);
  const [page, theirs] = [await as("rep1"), await as("rep2")];
  await openLead(page, lead);
  await openLead(theirs, lead);
  await page.getByRole("button", { name: "Note", exact: true }).click();
  await noteDialog(page).getByLabel("Note").fill("Prefers mornings");
  await page.getByRole("button", { name: "Add note" }).click();
  await expect(notes(theirs)).toContainText("Prefers mornings");
  await notes(page).getByRole("button", { name: "Edit note" }).click();
  await page.getByRole("dialog", { name: "Edit note" }).getByLabel("Note").fill("Prefers evenings");
  await page.getByRole("button", { name: "Save note" }).click();
  await expect(notes(theirs)).toContainText("Prefers evenings");
  await notes(page).getByRole("button", { name: "Delete note" }).click();
  await expect(notes(page)).toHaveCount(0);
  await expect(page.getByText("Note deleted")).toBeVisible();
  await page.keyboard.press("z");
  await expect(notes(page)).toContainText("Prefers evenings");
  await expect(notes(theirs)).toContainText("Prefers evenings");
});

test("what is typed into a note is kept when the network fails and when the dialog closes", async ({
  org,
  as,
  forgive,
}) => {
  forgive(/Failed to load resource/);
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  await page.keyboard.press("n");
  const dialog = noteDialog(page);
  await dialog.getByLabel("Note").fill("A long thought");
  await page.route("**/leads/**", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    await route.fetch();
    await route.abort();
  });
  await dialog.getByRole("button", { name: "Add note" }).click();
  await expect(dialog.getByRole("alert")).toContainText("it will not be saved twice");
  // What is under way still ends as it began.
  await page.unrouteAll({ behavior: "wait" });
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("button", { name: "Note", exact: true }).click();
  await expect(dialog.getByLabel("Note")).toHaveValue("A long thought");
  await dialog.getByLabel("Note").fill("   ");
  await dialog.getByRole("button", { name: "Add note" }).click();
  await expect(dialog.getByLabel("Note")).toHaveAccessibleDescription(/The note is empty/);
});

test("the timeline shows touches alone when asked, in an address that can be shared", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await mintTouch(org.rep1, lead, { subject: "Offer" });
  const page = await as("rep1");
  await openLead(page, lead);
  await page.keyboard.press("n");
  await noteDialog(page).getByLabel("Note").fill("Prefers mornings");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(touches(page)).toHaveCount(2);
  await page.getByRole("button", { name: "Touches and notes" }).click();
  await page.getByRole("menuitemradio", { name: "Touches only" }).click();
  await expect(touches(page)).toHaveCount(1);
  await expect(page).toHaveURL(/show=touches/);
  await page.reload();
  await expect(touches(page)).toHaveCount(1);
});
