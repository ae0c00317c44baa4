import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { logDialog, openLead, openLog, touches, verdict } from "./lead-page";
import { hoursAgo, mintLead, mintThread, mintTouch } from "./mint";

test("the verdict stands in view before any field, with the last five touches", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  // Three in a week: one more would be too many over all channels.
  for (const days of [1, 3, 5, 9, 12, 15, 18]) {
    await mintTouch(org.rep2, lead, { subject: `Offer ${days}`, occurred_at: hoursAgo(24 * days + 1).toISOString() });
  }
  const page = await as("rep1");
  await openLead(page, lead);
  for (const channel of ["Email: wait", "LinkedIn: free", "Call: free", "SMS: free"]) {
    await expect(verdict(page).getByRole("region", { name: channel })).toBeInViewport({ ratio: 1 });
  }
  await expect(verdict(page).getByRole("region", { name: "Email" })).toContainText("rep2 emailed 1 day ago, no reply");

  const dialog = await openLog(page, { channel: "Email" });
  const answer = dialog.getByRole("status");
  const lastFive = dialog.getByRole("list", { name: "Last touches" });
  await expect(answer).toContainText("Email wait");
  await expect(answer).toBeInViewport({ ratio: 1 });
  await expect(lastFive).toBeInViewport({ ratio: 1 });
  await expect(lastFive.getByRole("listitem")).toHaveCount(5);
  await expect(lastFive.getByRole("listitem").first()).toContainText("Offer 1");
  await expect(lastFive).not.toContainText("Offer 15");
  const top = async (part: typeof answer) => (await part.boundingBox())?.y ?? 0;
  const firstField = await top(dialog.getByLabel("Subject"));
  expect(await top(answer)).toBeLessThan(firstField);
  expect(await top(lastFive)).toBeLessThan(firstField);
});

test("an address is no bare link: it opens the planned intent on its channel", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  const facts = page.getByRole("complementary", { name: "Facts" });
  await expect(page.locator("a[href^='mailto:'], a[href^='tel:'], a[href*='linkedin.com']")).toHaveCount(0);
  const points = [
    [lead.email ?? "", "Email"],
    [lead.linkedin ?? "", "LinkedIn"],
  ] as const;
  // Written as people read a number, not as it is stored; what pressing it does: calls.spec.ts.
  await expect(facts.getByRole("button", { name: "415" })).toBeVisible();
  for (const [address, channel] of points) {
    await facts.getByRole("button", { name: address }).click();
    await expect(logDialog(page).getByRole("radio", { name: "I'm about to contact" })).toBeChecked();
    await expect(logDialog(page).getByRole("radio", { name: channel, exact: true })).toBeChecked();
    await page.keyboard.press("Escape");
    await expect(logDialog(page)).toBeHidden();
  }
});

test("the timeline groups by day and thread, filters in the address, and loads older touches", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  for (let days = 1; days <= 52; days++) {
    await mintTouch(org.rep1, lead, {
      method: "call",
      body: `Call ${days}`,
      occurred_at: hoursAgo(24 * days + 72).toISOString(),
    });
  }
  await mintThread(org.rep1, lead, "Delivery times", [hoursAgo(50), hoursAgo(26), hoursAgo(3)]);
  await mintTouch(org.rep2, lead, {
    method: "linkedin",
    body: "Hello from LinkedIn",
    occurred_at: hoursAgo(2).toISOString(),
  });
  const page = await as("rep1");
  await openLead(page, lead);

  await test.step("a conversation stands together at the day of its newest message", async () => {
    const thread = page.locator(".thread");
    await expect(thread).toContainText("Delivery times 3 messages");
    await expect(thread.getByRole("article")).toHaveCount(3);
    await expect(thread.getByRole("article").nth(1)).toContainText("Ines Albrecht replied");
    await expect(touches(page).first()).toContainText("Hello from LinkedIn");
  });
  await test.step("older touches load on request, each once", async () => {
    await expect(touches(page)).toHaveCount(50);
    await page.getByRole("button", { name: "Show older touches, 6 more" }).click();
    await expect(touches(page)).toHaveCount(56);
    await expect(touches(page).last()).toContainText("Call 52");
    await expect(page.getByRole("button", { name: /Show older/ })).toHaveCount(0);
    const mark = touches(page).last().getByRole("button", { name: "They responded" });
    await mark.click();
    await expect(mark).toBeEnabled();
    await expect(mark).toHaveAttribute("aria-pressed", "true");
  });
  await test.step("a filter and a search are in the address", async () => {
    await page.getByRole("button", { name: "Only LinkedIn, 1" }).click();
    await expect(touches(page)).toHaveCount(1);
    await expect(page).toHaveURL(/[?&]on=linkedin/);
    await page.reload();
    await expect(touches(page)).toHaveCount(1);
    // A press before the page answers is lost.
    await expect(async () => {
      await page.getByRole("button", { name: "All", exact: true }).click();
      await expect(page).not.toHaveURL(/[?&]on=/, { timeout: 1000 });
    }).toPass();
    await page.getByRole("searchbox", { name: "Search timeline" }).fill("Call 40");
    await expect(page).toHaveURL(/[?&]find=Call/);
    await expect(touches(page)).toHaveCount(1);
  });
});

test("a long text is shown whole when asked for", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const body = `Dear Ines,\n\n${"We deliver cold. ".repeat(60)}\n\nThe last line`;
  await mintTouch(org.rep1, lead, { subject: "Offer", body });
  const page = await as("rep1");
  await openLead(page, lead);
  const touch = touches(page).first();
  await expect(touch).not.toContainText("The last line");
  await touch.getByRole("button", { name: "Whole text" }).press("Enter");
  await expect(touch).toContainText("The last line");
  await expectAccessible(page);
  await touch.getByRole("button", { name: "Less" }).click();
  await expect(touch).not.toContainText("The last line");
});

test("older touches that do not come say so and come when asked again", async ({ org, as, forgive }) => {
  forgive(/Failed to load resource/);
  const lead = await mintLead(org.rep1);
  for (let days = 1; days <= 51; days++) {
    await mintTouch(org.rep1, lead, { method: "call", occurred_at: hoursAgo(24 * days).toISOString() });
  }
  const page = await as("rep1");
  await openLead(page, lead);
  await withoutActions(page, async () => {
    await page.getByRole("button", { name: /Show older touches/ }).click();
    await expect(page.getByText("The older touches did not load.")).toBeVisible();
  });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(touches(page)).toHaveCount(51);
});

test("an answer is marked and the mark taken back", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await mintTouch(org.rep1, lead, { subject: "Offer" });
  const page = await as("rep1");
  await openLead(page, lead);
  const mark = touches(page).first().getByRole("button", { name: "They responded" });
  const stage = page.getByRole("button", { name: /^Status:/ });
  await expect(mark).toHaveAttribute("aria-pressed", "false");
  await expect(stage).toHaveText("Contacted");
  await mark.click();
  await expect(mark).toHaveAttribute("aria-pressed", "true");
  await expect(stage).toHaveText("Conversing");
  await page.reload();
  await expect(mark).toHaveAttribute("aria-pressed", "true");
  await mark.click();
  await expect(mark).toHaveAttribute("aria-pressed", "false");
  await expect(mark).toBeEnabled();
  await page.reload();
  await expect(mark).toHaveAttribute("aria-pressed", "false");
  await expect(stage).toHaveText("Conversing");
});

test("the status moves by key where it may go, and Z takes it back", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await mintTouch(org.rep1, lead, { responded: true });
  const page = await as("rep1");
  await openLead(page, lead);
  const status = (word: string) => page.getByRole("button", { name: `Status: ${word}` });
  await expect(status("Conversing")).toBeVisible();
  await page.keyboard.press("s");
  await expect(page.getByRole("menuitem", { name: "Converted" })).toHaveCount(0);
  await page.getByRole("menuitem", { name: "Qualified", exact: true }).click();
  await expect(page.getByText("Ines is now qualified")).toBeVisible();
  await page.reload();
  await expect(status("Qualified")).toBeVisible();
  await page.keyboard.press("s");
  await page.getByRole("menuitem", { name: "Conversing" }).click();
  await expect(page.getByText("Ines is now conversing")).toBeVisible();
  await page.keyboard.press("z");
  await expect(status("Qualified")).toBeVisible();
});

async function withoutActions(page: Page, work: () => Promise<void>): Promise<void> {
  await page.route("**/leads/**", (route) => (route.request().method() === "POST" ? route.abort() : route.fallback()));
  await work();
  await page.unroute("**/leads/**");
}
