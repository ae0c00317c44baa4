import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { requestHandOver } from "@/lib/hand-overs/request-hand-over";
import { updateLead } from "@/lib/leads/update-lead";
import { wantsDigest } from "@/lib/notifications/digest-queries";
import { changeMember } from "@/lib/organizations/change-member";
import { expect, expectAccessible, test } from "./fixtures";
import { mintLead, mintTouch, now } from "./mint";

const bell = { name: /^Notifications/ };

test("the bell hears at once of a colleague's touch, in two browsers, and one read is read in the other", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1);
  const [mine, second] = [await as("rep1"), await as("rep1")];
  for (const page of [mine, second]) {
    const listening = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/live");
    await page.goto("/leads");
    await listening;
    await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
  }
  await mintTouch(org.rep2, lead, { method: "call" });
  for (const page of [mine, second])
    await expect(page.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible({ timeout: 5000 });

  await mine.keyboard.press("g");
  await mine.keyboard.press("n");
  const panel = mine.getByRole("dialog", { name: "Notifications" });
  const row = panel.getByRole("link", { name: "rep2 called Ines Albrecht" });
  await expect(row).toBeVisible();
  await expectAccessible(mine, "notifications");
  await mine.keyboard.press("j");
  await expect(row).toBeFocused();
  await mine.keyboard.press("Enter");
  await expect(mine).toHaveURL(new RegExp(`/leads/${lead.id}`));
  for (const page of [mine, second])
    await expect(page.getByRole("button", { name: "Notifications", exact: true })).toBeVisible();
});

test("on a phone the bell stands behind More, and opens", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await mintTouch(org.rep2, lead, { method: "call" });
  const page = await as("rep1", { viewport: { width: 390, height: 844 } });
  await page.goto("/leads");
  await page.getByRole("button", { name: "More" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Notifications, 1 unread" }).click();
  await expect(page.getByRole("link", { name: "rep2 called Ines Albrecht" })).toBeVisible();
  await page.screenshot({ path: test.info().outputPath("bell-on-a-phone.png") });
});

test("a kind that was switched off is told no more", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await page.goto("/settings/notifications");
  const box = page.getByRole("checkbox", { name: "A colleague contacts a lead of mine" });
  const saved = page.waitForResponse((response) => response.request().method() === "POST");
  await box.uncheck();
  await saved;
  await page.reload();
  await expect(box).not.toBeChecked();
  await expectAccessible(page, "notification switches");
  await mintTouch(org.rep2, lead, { method: "call" });
  await updateLead(now(org.manager), { lead_id: (await mintLead(org.rep2)).id, owner_id: org.rep1.actor.userId });
  await expect(page.getByRole("button", { name: "Notifications, 1 unread" })).toBeVisible();
  await page.getByRole("button", bell).click();
  await expect(page.getByRole("dialog").getByRole("listitem")).toHaveText([/gave you Ines Albrecht/]);
});

test("the mail of the morning is switched off by oneself, and stays off", async ({ org, as }) => {
  const page = await as("rep1");
  // The feed is opened by the page's own program: from then on a press is heard.
  const listening = page.waitForResponse((response) => new URL(response.url()).pathname === "/api/live");
  await page.goto("/settings/notifications");
  await listening;
  const box = page.getByRole("group", { name: "By mail" }).getByRole("checkbox", { name: "Every morning" });
  await expect(box).toBeChecked();
  const saved = page.waitForResponse((response) => response.request().method() === "POST");
  await box.uncheck();
  await saved;
  await page.reload();
  await expect(box).not.toBeChecked();
  await expect
    .poll(() => read(org.rep1, "notifications:read", (tx) => wantsDigest(tx, org.rep1.actor.userId)))
    .toBe(false);
});

test("a rep who may not see a lead learns that it is taken, asks for it blindly, and gets it", async ({
  org,
  as,
  forgive,
}) => {
  forgive(/404/);
  await changeMember(now(org.admin), { user_id: org.rep2.actor.userId, visibility: "own" });
  const lead = await mintLead(org.rep1, { email: "ines@blind.example" });
  await logContact(now(org.rep1), { lead_id: lead.id, method: "email", subject: "Secret dates" });
  const page = await as("rep2");
  await page.goto(`/leads/${lead.id}`);
  await expect(page.getByRole("heading", { name: "There is nothing here" })).toBeVisible();
  await page.goto("/leads?q=albrecht");
  await page.getByRole("main").getByRole("link", { name: "Check an address" }).last().click();
  await page.getByLabel("Mail address, phone number or LinkedIn profile").fill("ines@blind.example");
  await page.keyboard.press("Enter");
  const answer = page.getByRole("status", { name: "Answer for ines@blind.example" });
  await expect(answer).toContainText("taken");
  await expect(answer).toContainText("contacted just now");
  await expect(answer).toContainText("until tomorrow");
  for (const word of ["rep1", "Secret", "Albrecht"]) await expect(page.getByRole("main")).not.toContainText(word);
  await expectAccessible(page, "blind check");
  await page.getByLabel("Why it should be yours").fill("I met her in Berlin");
  await page.getByRole("button", { name: "Ask for the lead" }).click();
  await expect(page.getByText("Asked. You hear the answer behind the bell.")).toBeVisible();

  const owner = await as("rep1");
  await owner.goto("/leads");
  await owner.getByRole("button", { name: "Notifications, 1 unread" }).click();
  await owner.getByRole("link", { name: "rep2 asks you for Ines Albrecht" }).click();
  const question = owner.getByRole("region", { name: "rep2 asks for this lead" });
  await expect(question).toContainText("I met her in Berlin");
  await expectAccessible(owner, "a question on the lead page");
  await question.getByRole("button", { name: "Hand over" }).click();
  await expect(question).toBeHidden();

  await page.getByRole("button", { name: "Notifications, 1 unread" }).click();
  await page.getByRole("link", { name: "rep1 handed Ines Albrecht over to you" }).click();
  await expect(page.getByRole("heading", { name: "Ines Albrecht" })).toBeVisible();
});

test("an admin gives a rep a team and a narrower sight, and the rep's list follows", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const [admin, rep] = [await as("admin"), await as("rep2")];
  await rep.goto("/leads");
  await expect(rep.getByRole("link", { name: "Ines Albrecht" })).toBeVisible();
  await admin.goto("/settings/members");
  await admin.getByRole("button", { name: "Actions for rep2" }).click();
  await admin.getByRole("menuitem", { name: "Team and visibility" }).click();
  const dialog = admin.getByRole("dialog", { name: "Team and visibility" });
  await dialog.getByLabel("Team").fill("East");
  await dialog.getByLabel("Sees").selectOption("own");
  await expectAccessible(admin, "team and visibility");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByRole("row", { name: /rep2/ })).toContainText("East, own leads");
  await rep.reload();
  await expect(rep.getByRole("link", { name: "Ines Albrecht" })).toBeHidden();
  expect((await rep.request.get(`/api/leads/${lead.id}`)).status()).toBe(404);
});

test("an override waits for a second look, and what was made of it stays on the list", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await logContact(now(org.rep1), { lead_id: lead.id, method: "email", subject: "Dates" });
  await logContact(now(org.manager), { lead_id: lead.id, method: "email", override_reason: "She asked for it today" });
  const own = await as("manager");
  await own.goto("/collisions?review=open");
  await own.getByRole("button", { name: "Review: Ines Albrecht" }).click();
  await expect(own.getByRole("dialog")).toContainText("another manager or an admin looks at it");
  await expect(own.getByRole("button", { name: "Mark as reviewed" })).toBeHidden();

  const page = await as("admin");
  await page.goto("/collisions");
  await page.getByRole("link", { name: "Overrides to review 1" }).click();
  await expect(page).toHaveURL(/review=open/);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("button", { name: "Review: Ines Albrecht" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Ines Albrecht" });
  await expect(dialog).toContainText("“She asked for it today”");
  await expect(dialog).toContainText("rep1 emailed just now. The slot is taken.");
  await expectAccessible(page, "an override to review");
  await dialog.getByLabel("What was made of it").selectOption({ label: "Agreed between the reps" });
  await expect(dialog.getByLabel("What was made of it")).toHaveValue("agreed");
  await dialog.getByRole("button", { name: "Mark as reviewed" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "No collision here" })).toBeVisible();
  await page.goto("/collisions?resolution=agreed");
  await expect(page.getByRole("row", { name: /Agreed between the reps/ })).toHaveCount(1);
});

test("an admin finds who changed what, by words and by keyboard, and takes the whole chain away as a file", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1);
  await updateLead(now(org.rep2), { lead_id: lead.id, title: "Chief of Everything" });
  await requestHandOver(now(org.rep2), { lead_id: lead.id });
  const page = await as("admin");
  await expect(async () => {
    await page.goto("/audit");
    await expect(page.getByRole("row", { name: /Hand over requested/ })).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expectAccessible(page, "audit");
  await page.keyboard.press("/");
  await page.keyboard.type("changed");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=changed/);
  const row = page.getByRole("row", { name: /Lead changed/ });
  await expect(row).toContainText("Head of Logistics");
  await expect(row).toContainText("Chief of Everything");
  await row.getByRole("button", { name: "Lead changed" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Lead changed" });
  await expect(dialog).toContainText("rep2, in the browser");
  await expectAccessible(page, "one event");
  const file = await page.request.get("/api/audit/export");
  expect(file.headers()["content-disposition"]).toContain(".jsonl");
  const lines = (await file.text()).trimEnd().split("\n");
  expect(JSON.parse(lines.at(-1) ?? "").head.position).toBe(lines.length - 1);

  const rep = await as("rep1");
  await rep.goto("/audit");
  await expect(rep.getByText("The audit log is for admins.")).toBeVisible();
});
