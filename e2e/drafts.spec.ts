import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures";
import { logDialog, openLead, openLog, touches, verdict } from "./lead-page";
import { mintLead } from "./mint";

/** A pill in the top bar. */
const here = (page: Page, words: string) => page.locator(".here").filter({ hasText: words });
const cell = (page: Page, name: string) => verdict(page).getByLabel(name);

test("a draft is seen by a colleague, taken over with one click, and its writer is told", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const [rep1, rep2] = [await as("rep1"), await as("rep2")];
  for (const page of [rep1, rep2]) await openLead(page, lead);
  const first = await openLog(rep1, { channel: "Email", notes: "Dear Ines, about the dates" });

  await test.step("the colleague sees who writes, and is warned on that channel alone", async () => {
    await expect(here(rep2, "rep1 is writing an email")).toBeVisible();
    await expect(cell(rep2, "Email: wait")).toContainText("is writing to them now");
    await expect(cell(rep2, "LinkedIn: free")).toBeVisible();
    await expectAccessible(rep2, "a colleague writes");
  });

  const second = await openLog(rep2, { channel: "Email", subject: "Dates" });
  await test.step("in the dialog too; without a reason nothing goes out", async () => {
    await expect(second.getByText("rep1 is writing an email. Take over, and they are told.")).toBeVisible();
    await expect(second.getByLabel("Reason for override")).toBeVisible();
    await second.getByRole("button", { name: "Take the slot, with reason" }).click();
    await expect(second.getByRole("alert")).toContainText("rep1 is writing to them now");
    await expectAccessible(rep2, "dialog, a colleague writes");
  });

  await test.step("taken over by keyboard: the colleague is free, the writer is told and keeps the text", async () => {
    await second.getByRole("button", { name: "Take over" }).focus();
    await rep2.keyboard.press("Enter");
    await expect(second.getByLabel("Notes")).toBeFocused();
    await expect(first.getByRole("alert")).toContainText("rep2 took over. Your text is kept.");
    await expect(first.getByLabel("Notes")).toHaveValue("Dear Ines, about the dates");
    await expect(second.getByText("rep1 is writing")).toHaveCount(0);
    await expect(second.getByRole("button", { name: "Take the slot", exact: true })).toBeEnabled();
    await expect(first.getByLabel("Reason for override")).toBeVisible();
    await expectAccessible(rep1, "dialog, taken over");
  });

  await test.step("sent and closed: nobody writes any more", async () => {
    await rep2.keyboard.press("ControlOrMeta+Enter");
    await expect(second).toBeHidden();
    await rep1.keyboard.press("Escape");
    await expect(touches(rep1)).toHaveCount(1);
    await expect(here(rep1, "is writing an email")).toBeHidden();
    await expect(here(rep2, "is writing an email")).toBeHidden();
  });
});

test("a draft is taken over from the top bar, and the dialog opens on its channel", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const [rep1, rep2] = [await as("rep1"), await as("rep2")];
  for (const page of [rep1, rep2]) await openLead(page, lead);
  const first = await openLog(rep1, { channel: "SMS", notes: "See you at noon" });
  await expect(here(rep2, "rep1 is writing a text")).toBeVisible();
  await rep2.getByRole("button", { name: "Take over" }).click();
  await expect(logDialog(rep2).getByRole("radio", { name: "SMS", exact: true })).toBeChecked();
  await expect(first.getByRole("alert")).toContainText("rep2 took over");
  await first.getByRole("button", { name: "Take it back" }).click();
  await expect(first.getByRole("alert")).toBeHidden();
  await expect(logDialog(rep2).getByRole("alert")).toContainText("rep1 took over");
});

test("who looks at a lead is seen within a second, and gone soon after the tab is closed", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const [rep1, rep2] = [await as("rep1"), await as("rep2")];
  await openLead(rep1, lead);
  await openLead(rep2, lead);
  await expect(here(rep2, "rep1 is looking")).toBeVisible();
  const arrived = Date.now();
  await expect(here(rep1, "rep2 is looking")).toBeVisible();
  await expectAccessible(rep1, "a colleague looks");
  const closed = Date.now();
  await rep2.close();
  await expect(here(rep1, "rep2 is looking")).toBeHidden({ timeout: 17_000 });
  process.stdout.write(`seen after ${closed - arrived} ms at most, gone ${Date.now() - closed} ms after closing\n`);

  await test.step("a page of another lead is not this one", async () => {
    const other = await mintLead(org.rep2);
    const again = await as("rep2");
    await openLead(again, other);
    await expect(here(again, "is looking")).toHaveCount(0);
    await expect(here(rep1, "is looking")).toHaveCount(0);
  });
});

test("who would rather not be seen is not, and is protected all the same", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const [rep1, rep2] = [await as("rep1"), await as("rep2")];
  await rep1.goto("/settings/profile");
  await rep1.getByRole("checkbox", { name: "Show that I am looking at a lead" }).uncheck();
  await rep1.getByRole("checkbox", { name: "Show my name while I write to a lead" }).uncheck();
  await rep1.getByRole("button", { name: "Save privacy" }).click();
  await expect(rep1.getByText("Privacy saved")).toBeVisible();
  await rep1.reload();
  await expect(rep1.getByRole("checkbox", { name: "Show that I am looking at a lead" })).not.toBeChecked();

  for (const page of [rep2, rep1]) await openLead(page, lead);
  await expect(here(rep1, "rep2 is looking")).toBeVisible();
  await openLog(rep1, { channel: "Email" });
  await expect(here(rep2, "A colleague is writing an email")).toBeVisible();
  await expect(cell(rep2, "Email: wait")).toBeVisible();
  await expect(here(rep2, "rep1 is looking")).toHaveCount(0);
});
