import { expect, type Locator, type Page } from "@playwright/test";

/** Opens the lead and waits until the page listens for news. */
export async function openLead(page: Page, lead: { id: string }): Promise<void> {
  const listening = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/live");
  await page.goto(`/leads/${lead.id}`);
  await listening;
}

export const verdict = (page: Page) => page.getByRole("status", { name: "May I contact this lead now?" });
export const logDialog = (page: Page) => page.getByRole("dialog", { name: "Log contact" });
export const touches = (page: Page) => page.getByRole("feed", { name: "Timeline" }).getByRole("article");

export type Wish = {
  intent?: "I'm about to contact" | "It already happened";
  channel?: "Email" | "LinkedIn" | "Call" | "SMS" | "WhatsApp" | "Meeting" | "Other";
  subject?: string;
  notes?: string;
};

/** Opens the log dialog with the button and fills in what is given. */
export async function openLog(page: Page, wish: Wish = {}): Promise<Locator> {
  await page.getByRole("button", { name: "Log contact" }).click();
  const dialog = logDialog(page);
  await expect(dialog).toBeVisible();
  await fillLog(dialog, wish);
  return dialog;
}

export async function fillLog(dialog: Locator, { intent, channel, subject, notes }: Wish): Promise<void> {
  if (intent) await dialog.getByRole("radio", { name: intent }).check();
  if (channel) await dialog.getByRole("radio", { name: channel, exact: true }).check();
  if (subject !== undefined) await dialog.getByLabel("Subject").fill(subject);
  if (notes !== undefined) await dialog.getByLabel("Notes").fill(notes);
}
