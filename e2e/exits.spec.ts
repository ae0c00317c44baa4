import { expect, expectAccessible, test } from "./fixtures";
import { logDialog, openLead, openLog, verdict } from "./lead-page";
import { mintLead, mintTouch } from "./mint";

test("a colleague who stands in the way is asked, and sees who asks", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await mintTouch(org.rep1, lead);
  const [rep1, rep2] = [await as("rep1"), await as("rep2")];
  await openLead(rep1, lead);
  await openLead(rep2, lead);
  await verdict(rep2).getByRole("region", { name: "Email: taken" }).getByRole("button", { name: "Ask rep1" }).click();
  await expect(rep2.getByText("rep1 is told that you ask")).toBeVisible();
  await rep1.getByRole("button", { name: "Notifications, 1 unread" }).click();
  const panel = rep1.getByRole("dialog", { name: "Notifications" });
  await expect(panel.getByRole("link", { name: "rep2 would like to email Ines Albrecht and asks you" })).toBeVisible();

  const dialog = await openLog(rep2, { channel: "Email" });
  await dialog.getByRole("button", { name: "Ask rep1" }).press("Enter");
  await expect(dialog.getByRole("button", { name: "Asked rep1" })).toBeDisabled();
  await expectAccessible(rep2);
});

test("what may not go now is planned for when it may, and its text goes along", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await mintTouch(org.rep1, lead);
  const page = await as("rep2");
  await openLead(page, lead);
  const dialog = await openLog(page, { channel: "Email", subject: "Dates", notes: "Shall we say Tuesday?" });
  await dialog.getByRole("button", { name: /^Plan for / }).press("Enter");
  const composer = page.getByRole("dialog", { name: "Write message" });
  await expect(composer.getByRole("radio", { name: "Later" })).toBeChecked();
  await expect(composer.getByLabel("Day and time, there")).not.toHaveValue("");
  await expect(composer.getByLabel("Subject")).toHaveValue("Dates");
  await expect(composer.getByLabel("Text")).toHaveValue("Shall we say Tuesday?");
  await expect(composer.getByRole("status").first()).toContainText("free");
  await expectAccessible(page);
  await composer.getByRole("button", { name: "Schedule", exact: true }).click();
  await expect(page.getByRole("region", { name: "Messages that wait" })).toContainText("by you “Dates”");
  await openLog(page);
  await expect(logDialog(page).getByLabel("Notes")).toHaveValue("");
});
