import type { Page } from "@playwright/test";
import { updateLead } from "@/lib/leads/update-lead";
import { queueMessage } from "@/lib/sending/queue-message";
import { expect, expectAccessible, test } from "./fixtures";
import { touches } from "./lead-page";
import { hoursAgo, mintLead, mintTouch, now, untilPaired } from "./mint";

const pairs = (page: Page) => page.getByRole("list", { name: "Possible duplicates" }).locator("> li");

test("two leads with one address are merged, and taken apart again", async ({ org, as }) => {
  const lead = await mintLead(org.rep1, { title: "Buyer" });
  const twin = await mintLead(org.rep2, { first_name: "I.", email: lead.email, title: "Head of Buying" });
  await mintTouch(org.rep1, lead, { method: "call", body: "Asked for our prices", occurred_at: ago(50) });
  await mintTouch(org.rep2, twin, { method: "call", body: "Met her at the fair", occurred_at: ago(70) });
  await untilPaired(org.admin);
  const page = await as("rep1");

  await test.step("the list says that they may be one, and the lead's page too", async () => {
    await page.goto("/leads");
    const entry = page.getByRole("menuitem", { name: "Duplicates" });
    await expect(async () => {
      if (!(await entry.isVisible())) await page.getByRole("button", { name: "List options" }).click();
      await expect(entry).toBeVisible({ timeout: 1000 });
    }).toPass();
    await entry.click();
    await expect(pairs(page)).toHaveCount(1);
    await expect(pairs(page)).toContainText("They have the same email, nearly the same name and company.");
    await expect(pairs(page)).toContainText("Buyer");
    await expect(pairs(page)).toContainText("Head of Buying");
    await pairs(page).getByRole("link", { name: "Ines Albrecht" }).click();
    const note = page.getByRole("region", { name: "I. Albrecht may be the same person" });
    await expectAccessible(page);
    await note.getByRole("link", { name: "Compare and merge…" }).click();
  });

  await test.step("one value of each stays, by keyboard, and what happens to the rest is said", async () => {
    const title = page.getByRole("group", { name: "Title" });
    await expect(title.getByRole("radio", { name: "Buyer", exact: true })).toBeChecked();
    const rest = page.getByRole("region", { name: "What happens to the rest" });
    await expect(rest).toContainText("1 touch");
    await expect(rest).toContainText("Neither is on the do-not-contact list.");
    await expect(async () => {
      await title.getByRole("radio", { name: "Buyer", exact: true }).press("ArrowRight");
      await expect(title.getByRole("radio", { name: "Head of Buying" })).toBeChecked({ timeout: 1000 });
    }).toPass();
    await page.getByRole("button", { name: "Merge", exact: true }).press("Enter");
    await expect(page.getByText("I. Albrecht is merged into Ines Albrecht")).toBeVisible();
  });

  const merged = page.getByRole("region", { name: "Merged" });
  await test.step("the lead has both histories, and the other's address leads to it", async () => {
    await expect(merged).toContainText("rep1 merged I. Albrecht into Ines.");
    await expect(touches(page).filter({ hasText: "Asked for our prices" })).toHaveCount(1);
    await expect(touches(page).filter({ hasText: "Met her at the fair" })).toHaveCount(1);
    await page.goto(`/leads/${twin.id}`);
    await expect(page).toHaveURL(`/leads/${lead.id}`);
    await expect(page.getByText("Head of Buying").first()).toBeVisible();
  });

  await test.step("the way back does not lead to the question that is answered", async () => {
    await page.goBack();
    await expect(page).toHaveURL(`/leads/${lead.id}`);
    await page.goBack();
    await expect(page).not.toHaveURL(/\/merge/);
    await page.goForward();
    await expect(merged).toBeVisible();
  });

  await test.step("taken apart, each has its own again", async () => {
    await merged.getByRole("button", { name: "Take apart" }).click();
    await expect(page.getByText("is a lead of their own again.")).toBeVisible();
    await expect(merged).toHaveCount(0);
    await expect(touches(page).filter({ hasText: "Met her at the fair" })).toHaveCount(0);
    await page.goto(`/leads/${twin.id}`);
    await expect(page.getByRole("heading", { name: "I. Albrecht", exact: true })).toBeVisible();
    await expect(touches(page).filter({ hasText: "Met her at the fair" })).toHaveCount(1);
  });
});

test("what is not a duplicate is never asked about again", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await mintLead(org.rep2, { first_name: "I.", email: lead.email });
  await untilPaired(org.admin);
  const page = await as("rep1");
  await page.goto("/leads/duplicates");
  await pairs(page).getByRole("button", { name: "Not a duplicate" }).click();
  await expect(page.getByText("Ines Albrecht and I. Albrecht stay two leads. Nobody is asked again.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "No duplicates" })).toBeVisible();
  await updateLead(now(org.rep1), { lead_id: lead.id, title: "Buyer" });
  await untilPaired(org.admin);
  await page.reload();
  await expect(page.getByRole("heading", { name: "No duplicates" })).toBeVisible();
});

test("a message that waits and may not go out then stands in the way, with the way out", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const twin = await mintLead(org.rep2, { first_name: "I." });
  await mintTouch(org.rep1, lead);
  const page = await as("rep1");
  await page.goto(`/leads/${lead.id}/merge?with=${twin.id}`);
  const merge = page.getByRole("button", { name: "Merge", exact: true });
  await expect(merge).toBeVisible();
  await queueMessage(now(org.rep2), {
    lead_id: twin.id,
    channel: "email",
    subject: "Our offer",
    body_text: "Hello, shall we talk?",
    scheduled_for: hoursAgo(-1).toISOString(),
  });
  const refusal = page.getByRole("main").getByRole("alert");
  await expect(async () => {
    if (await merge.isVisible()) await merge.click();
    await expect(refusal).toContainText("Not merged. A message waits", { timeout: 2000 });
  }).toPass();
  const waiting = page.getByRole("region", { name: "Messages that wait" });
  await expect(waiting).toContainText("Our offer to I. Albrecht");
  await expect(waiting).toContainText("the other one is contacted at about the same time");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Cancel 1 message and merge" }).click();
  await expect(page.getByRole("region", { name: "Merged" })).toContainText("rep1 merged I. Albrecht into Ines.");
});

const ago = (hours: number) => hoursAgo(hours).toISOString();
