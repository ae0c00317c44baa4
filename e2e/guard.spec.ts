import { logContact } from "@/lib/communications/log-contact";
import { expect, expectAccessible, test } from "./fixtures";
import { fillLog, openLead, openLog, verdict } from "./lead-page";
import { hoursAgo, mintLead, mintTouch, now } from "./mint";

const hers =
  "Hi Ines,\n\nfollowing up on the demo last week. We can have the Worcester depot live before the holiday peak, with two weeks of parallel running. Would a 20-minute call on Thursday work to fix the dates?\n\nBest,\nAlice";
const mine =
  "Hi Ines,\n\nI wanted to follow up on the demo last week. We can have the Worcester depot live before the holiday peak if we start this month. Would a 20-minute call on Friday work to fix the dates?\n\nBest,\nDana";
const longAgo = { occurred_at: hoursAgo(20 * 24).toISOString() };

test("a text that was nearly sent before is seen beside the new one before it goes, and goes with a reason", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep2);
  await mintTouch(org.rep2, lead, { ...longAgo, subject: "Rollout dates", body: hers });
  const page = await as("rep1");
  await openLead(page, lead);
  const dialog = await openLog(page, { channel: "LinkedIn", notes: mine });
  const theirs = dialog.getByRole("region", { name: "Nearly the same text" });
  await expect(theirs).toContainText("rep2");
  await expect(theirs.locator("mark").first()).toContainText("up on the demo last week");
  await expect(theirs).toContainText(/\d\d of your \d\d words/);
  await expect(dialog.getByText("Your text is nearly what rep2 sent")).toBeVisible();
  await expectAccessible(page, "the dialog with two texts");
  await dialog.getByRole("button", { name: "Take the slot, with reason" }).click();
  await expect(dialog.getByRole("alert")).toContainText("You may go on with a reason");
  await dialog.getByLabel("Reason for override").fill("She asked for the same again, for her board");
  await dialog.getByRole("button", { name: "Take the slot, with reason" }).click();
  await expect(dialog).toBeHidden();
});

test("a text without a copy goes at once, and a rewritten one loses its warning", async ({ org, as }) => {
  const lead = await mintLead(org.rep2);
  await mintTouch(org.rep2, lead, { ...longAgo, body: hers });
  const page = await as("rep1");
  await openLead(page, lead);
  const dialog = await openLog(page, { channel: "LinkedIn", notes: mine });
  await expect(dialog.getByRole("region", { name: "Nearly the same text" })).toBeVisible();
  await fillLog(dialog, {
    notes: "The one page for your board is attached; it leaves the prices out, as you asked me to.",
  });
  await expect(dialog.getByRole("region", { name: "Nearly the same text" })).toBeHidden();
  await dialog.getByRole("button", { name: "Take the slot" }).click();
  await expect(dialog).toBeHidden();
});

test("a colleague at the same company warns on every channel, and says who it was", async ({ org, as }) => {
  const company = { company: { name: "Larkfield", domain: "larkfield.example" } };
  const [ines, omar] = [await mintLead(org.rep2, company), await mintLead(org.rep1, company)];
  await mintTouch(org.rep2, ines, { subject: "Dates" });
  const page = await as("rep1");
  await openLead(page, omar);
  await expect(verdict(page)).toContainText("rep2 emailed somebody at this company");
  const dialog = await openLog(page, { channel: "Call" });
  await expect(dialog.getByText("rep2 emailed somebody at this company").first()).toBeVisible();
});

test("an address of many is marked on the lead page: then it warns instead of blocking", async ({ org, as }) => {
  const info = { email: `info@${org.slug}.example`, company: null };
  const [ines, omar] = [await mintLead(org.rep2, info), await mintLead(org.rep1, info)];
  await logContact(now(org.rep2), { lead_id: ines.id, method: "email", subject: "Dates" });
  const page = await as("rep1");
  await openLead(page, omar);
  await expect(verdict(page).getByRole("region", { name: "Email: taken" })).toBeVisible();
  await page.getByRole("button", { name: "Shared?" }).click();
  await expect(verdict(page).getByRole("region", { name: "Email: wait" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Not shared" })).toBeVisible();
  await page.getByRole("button", { name: "Add a stakeholder" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a stakeholder" });
  await dialog.getByLabel("First name").fill("Warren");
  await dialog.getByLabel("Role in this pursuit").fill("Signs the contract");
  await dialog.getByLabel("Email").fill("no address");
  await dialog.getByRole("button", { name: "Add stakeholder" }).click();
  await expect(dialog.getByText("The email address contains a space")).toBeVisible();
  await dialog.getByLabel("Email").fill("warren@larkfield.example");
  await expectAccessible(page, "the dialog for a stakeholder");
  await dialog.getByRole("button", { name: "Add stakeholder" }).click();
  await expect(page.getByText("Signs the contract")).toBeVisible();
  await expectAccessible(page);
});

test("an admin sees what a rule would have done before it holds, and everybody sees who changed it", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1);
  for (const days of [21, 19.5]) await mintTouch(org.rep1, lead, { occurred_at: hoursAgo(days * 24).toISOString() });
  const page = await as("admin");
  await page.goto("/settings/guard");
  await expectAccessible(page);
  const hours = page.getByLabel("Email: slot is taken for, in hours");
  await hours.fill("48");
  await expect(page.getByText("Would have refused 1 touch in 30 days.")).toBeVisible();
  await expect(page.getByText("The present rules refuse 0.")).toBeVisible();
  await page.getByLabel("Enough is").fill("many");
  await expect(page.getByText("This is not a number.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save 2 changes" })).toBeDisabled();
  await page.getByLabel("Enough is").fill("5");
  await page.getByRole("button", { name: "Save 2 changes" }).click();
  const history = page.getByRole("region", { name: "History" });
  await expect(history).toContainText("24 hours → 48 hours");
  await expect(history).toContainText("4 touches → 5 touches");
  await expectAccessible(page);

  const rep = await as("rep1");
  await rep.goto("/settings/guard");
  await expect(rep.getByLabel("Email: slot is taken for, in hours")).toBeDisabled();
  await expect(rep.getByLabel("Email: slot is taken for, in hours")).toHaveValue("48");
  await expect(rep.getByRole("button", { name: /Save/ })).toHaveCount(0);
  await expect(rep.getByRole("region", { name: "History" })).toContainText("admin");
  await expectAccessible(rep);
});
