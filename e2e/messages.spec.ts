import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { logDialog, openLead, openLog, touches, verdict } from "./lead-page";
import { hoursAgo, mintLead, mintThread, now } from "./mint";

const composer = (page: Page, name = "Write message") => page.getByRole("dialog", { name });
const waiting = (page: Page) => page.getByRole("region", { name: "Messages that wait" });

test("a message is written, scheduled and cancelled by keyboard, and everybody sees it at once", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1);
  const [page, other] = [await as("rep1"), await as("rep2")];
  await openLead(page, lead);
  await openLead(other, lead);

  await page.keyboard.press("e");
  const dialog = composer(page);
  await expect(dialog.getByLabel("Subject")).toBeFocused();
  await expect(dialog.getByRole("status").first()).toBeInViewport({ ratio: 1 });
  await expect(dialog.getByRole("list", { name: "Last touches" })).toBeInViewport({ ratio: 1 });
  await page.keyboard.type("Dates for the depot");
  await dialog.getByLabel("Text").fill("Shall we say Tuesday?");
  await dialog.getByRole("radio", { name: "Later" }).check();
  await expect(dialog.getByLabel("Day and time, there")).not.toHaveValue("");
  await expectAccessible(page);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog).toBeHidden();

  await expect(waiting(page)).toContainText("Scheduled for");
  await expect(waiting(page)).toContainText("by you “Dates for the depot”");
  await expect(waiting(page)).toContainText("leaves by itself");
  await expect(waiting(other)).toContainText("by rep1 “Dates for the depot”");
  await expect(waiting(other).getByRole("button", { name: "Cancel" })).toHaveCount(0);
  await expect(verdict(other).getByRole("region", { name: /^Email/ })).toContainText("rep1's email is set for");
  await expectAccessible(page);

  await waiting(page).getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(waiting(page)).toHaveCount(0);
  await expect(waiting(other)).toHaveCount(0);
  await expect(touches(page).first()).toContainText("You scheduled an email “Dates for the depot”");
  await expect(touches(page).first()).toContainText("rep1 cancelled it.");
  await expect(verdict(other).getByRole("region", { name: "Email: free" })).toBeVisible();
});

test("what was sent can be taken back, and its text is there to be changed", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  await page.getByRole("button", { name: "Write" }).click();
  await composer(page).getByLabel("Text").fill("Too early, this one");
  await composer(page).getByRole("button", { name: "Send now" }).click();
  await expect(waiting(page)).toContainText("Too early");
  await page.keyboard.press("z");
  await expect(composer(page).getByLabel("Text")).toHaveValue("Too early, this one");
  await page.keyboard.press("Escape");
  await expect(waiting(page)).toHaveCount(0);
  await page.keyboard.press("e");
  await expect(composer(page).getByLabel("Text")).toHaveValue("Too early, this one");
  await composer(page).getByRole("button", { name: "Discard text" }).click();
  await expect(composer(page).getByLabel("Text")).toHaveValue("");
});

test("a text that was not sent is there in another browser", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  await page.keyboard.press("e");
  // The action's own answer: claims and presence ask under this lead's address too.
  const saved = page.waitForResponse((answer) => "next-action" in answer.request().headers());
  await composer(page).getByLabel("Text").fill("Half a thought");
  await saved;
  const again = await as("rep1");
  await openLead(again, lead);
  await again.keyboard.press("e");
  await expect(composer(again).getByLabel("Text")).toHaveValue("Half a thought");
  const colleague = await as("rep2");
  await openLead(colleague, lead);
  await colleague.keyboard.press("e");
  await expect(composer(colleague).getByLabel("Text")).toHaveValue("");
});

test("a manager's override blocks the message that waits, and its owner sees why", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const [owner, manager] = [await as("rep1"), await as("manager")];
  await openLead(owner, lead);
  await owner.keyboard.press("e");
  await composer(owner).getByLabel("Subject").fill("Dates");
  await composer(owner).getByLabel("Text").fill("Shall we say Tuesday?");
  await owner.keyboard.press("ControlOrMeta+Enter");
  await expect(waiting(owner)).toContainText("by you");

  await openLead(manager, lead);
  const dialog = await openLog(manager, { channel: "Email", subject: "From the board" });
  await dialog.getByLabel("Reason for override").fill("The board asked for it today");
  await manager.keyboard.press("ControlOrMeta+Enter");
  await expect(dialog).toBeHidden();

  await expect(waiting(owner)).toHaveCount(0);
  const blocked = touches(owner).filter({ hasText: "Blocked" });
  await expect(blocked).toContainText("manager took the slot: The board asked for it today");
});

test("an answer does not open with what was written to them before, and neither is lost", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await mintThread(now(org.rep1), lead, "Rollout", [hoursAgo(3), hoursAgo(2)]);
  const page = await as("rep1");
  await openLead(page, lead);
  const type = async (key: string, name: string, subject: string, text: string) => {
    await page.keyboard.press(key);
    const dialog = composer(page, name);
    await expect(dialog.getByLabel("Subject")).toHaveValue(subject);
    await expect(dialog.getByLabel("Text")).toHaveValue("");
    await dialog.getByLabel("Text").fill(text);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  };
  await type("e", "Write message", "", "A cold start");
  await type("r", "Reply", "Re: Rollout", "Tuesday suits us");
  await page.keyboard.press("e");
  await expect(composer(page).getByLabel("Text")).toHaveValue("A cold start");
  await expect(composer(page).getByLabel("Subject")).toHaveValue("");
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await expect(composer(page, "Reply").getByLabel("Text")).toHaveValue("Tuesday suits us");
});

test("two reps answer one message: one does, the other learns who", async ({ org, as, forgive }) => {
  forgive(/409/);
  const lead = await mintLead(org.rep1);
  await mintThread(now(org.rep1), lead, "Rollout", [hoursAgo(3), hoursAgo(2)]);
  const [first, second] = [await as("rep1"), await as("rep2")];
  for (const page of [first, second]) {
    await openLead(page, lead);
    await expect(touches(page).first()).toContainText("replied");
    await page.keyboard.press("r");
    const dialog = composer(page, "Reply");
    await expect(dialog.getByLabel("Text")).toBeFocused();
    await expect(dialog.getByLabel("Subject")).toHaveValue("Re: Rollout");
    await expect(dialog.getByRole("status").first()).toContainText("the window does not apply");
    await page.keyboard.type("Tuesday suits us");
  }
  await first.keyboard.press("ControlOrMeta+Enter");
  await expect(waiting(first)).toContainText("Re: Rollout");
  await second.keyboard.press("ControlOrMeta+Enter");
  const alert = composer(second, "Reply").getByRole("alert");
  await expect(alert).toContainText(/rep1 (has (an email about to go|scheduled an email)|emailed just now)/);
  await expect(composer(second, "Reply").getByLabel("Text")).toHaveValue("Tuesday suits us");
  await expectAccessible(second);
  await expect(logDialog(second)).toBeHidden();
});
