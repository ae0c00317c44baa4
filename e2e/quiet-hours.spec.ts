import { expect, expectAccessible, test } from "./fixtures";
import { logDialog, openLead, openLog, touches, verdict } from "./lead-page";
import { mintLead, zoneAt } from "./mint";

test("quiet hours are set by an admin, warn a rep, and let them go on with a reason", async ({ org, as }) => {
  const asleep = await mintLead(org.rep1, { timezone: zoneAt(3) });
  const awake = await mintLead(org.rep1);
  const [admin, rep] = [await as("admin"), await as("rep1")];

  await test.step("an admin sets hours and a holiday by keyboard, and sees what that means", async () => {
    await admin.goto("/settings/quiet-hours");
    await admin.getByLabel("From").focus();
    await admin.keyboard.type("0800AM");
    await admin.getByLabel("Until").focus();
    await admin.keyboard.type("0900PM");
    await admin.getByRole("button", { name: "Add a holiday" }).focus();
    await admin.keyboard.press("Enter");
    await admin.getByLabel("Date of holiday 1").fill("2031-12-25");
    await admin.getByRole("button", { name: "Save quiet hours" }).focus();
    await admin.keyboard.press("Enter");
    await expect(admin.getByText("Give the holiday a name.")).toBeVisible();
    await admin.getByLabel("Name of holiday 1").fill("Christmas Day");
    await admin.getByRole("button", { name: "Save quiet hours" }).press("Enter");
    await expect(admin.getByText("Quiet hours saved")).toBeVisible();
    await expect(admin.getByRole("region", { name: "What that means now" }).getByRole("row")).toHaveCount(7);
    await admin.reload();
    await expect(admin.getByLabel("From")).toHaveValue("08:00");
    await expect(admin.getByLabel("Until")).toHaveValue("21:00");
    await expect(admin.getByLabel("Name of holiday 1")).toHaveValue("Christmas Day");
    await expectAccessible(admin, "quiet hours");
  });

  await test.step("a rep sees them and cannot change them", async () => {
    await rep.goto("/settings/quiet-hours");
    await expect(rep.getByText("Only an admin changes these hours.")).toBeVisible();
    await expect(rep.getByLabel("From")).toBeDisabled();
    await expect(rep.getByRole("button", { name: "Save quiet hours" })).toHaveCount(0);
  });

  await test.step("by day a call is free and says what time it is there", async () => {
    await openLead(rep, awake);
    await expect(verdict(rep).getByLabel("Call: free")).toContainText(/12:\d\d there/);
  });

  await test.step("at night a call waits, mail does not", async () => {
    await openLead(rep, asleep);
    await expect(verdict(rep).getByLabel("Call: wait")).toContainText(/Their time is 03:\d\d, from 08:00/);
    await expect(verdict(rep).getByLabel("SMS: wait")).toBeVisible();
    await expect(verdict(rep).getByLabel("Email: free")).toBeVisible();
  });

  await test.step("without a reason it is refused, with one it is logged and the reason kept", async () => {
    const dialog = await openLog(rep, { channel: "Call", notes: "She asked for a call at three" });
    await dialog.getByRole("button", { name: "Take the slot, with reason" }).click();
    await expect(dialog.getByRole("alert")).toContainText("Their time is 03:");
    await dialog.getByLabel("Reason for override").fill("She asked me to call at three at night");
    await rep.keyboard.press("ControlOrMeta+Enter");
    await expect(dialog).toBeHidden();
    await expect(touches(rep).first()).toContainText("She asked me to call at three at night");
  });

  await test.step("what happened is never refused", async () => {
    const dialog = await openLog(rep, { intent: "It already happened", channel: "SMS", notes: "Texted her at night" });
    await dialog.getByRole("button", { name: "Log contact" }).click();
    await expect(logDialog(rep)).toBeHidden();
    await expect(touches(rep)).toHaveCount(2);
    await expect(touches(rep).first()).toContainText("Texted her at night");
  });
});
