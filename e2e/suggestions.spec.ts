import { findSuggestions } from "@/lib/suggestion-engine/find-suggestions";
import { expect, expectAccessible, test } from "./fixtures";
import { hoursAgo, mintLead, mintThread, mintTouch, now } from "./mint";

test("a rep reads what is suggested, changes the draft, and it goes out as it stands", async ({ org, as }) => {
  const lead = await mintLead(org.rep1, { first_name: "Vera" });
  await mintTouch(org.rep1, lead, { subject: "Loading ramps", occurred_at: hoursAgo(24 * 8).toISOString() });
  await findSuggestions(now(org.admin), {});
  const page = await as("rep1");
  await page.goto("/suggestions");
  const card = page.getByRole("article", { name: "Email: Re: Loading ramps" });
  await expect(card).toContainText(/No answer since \d+ \w+/);
  await expectAccessible(page);

  const dialog = page.getByRole("dialog", { name: "Email" });
  await test.step("by keyboard the draft is opened", async () => {
    await expect(async () => {
      await page.keyboard.press("a");
      await expect(dialog).toBeVisible({ timeout: 1000 });
    }).toPass();
    await expect(dialog.getByLabel("Subject")).toHaveValue("Re: Loading ramps");
    await expect(dialog.getByRole("status").filter({ hasText: "Email free" })).toBeVisible();
    await expect(dialog.getByRole("list", { name: "Last touches" })).toContainText("Loading ramps");
    await expectAccessible(page);
  });

  await test.step("without a text it is refused and nothing is lost", async () => {
    await dialog.getByLabel("Text").fill(" ");
    await dialog.getByRole("button", { name: "Approve and send" }).click();
    await expect(dialog.getByLabel("Text")).toHaveAccessibleDescription(/no text/);
    await expect(dialog.getByLabel("Subject")).toHaveValue("Re: Loading ramps");
  });

  await test.step("what is sent is what was read", async () => {
    await dialog.getByLabel("Text").fill("Hello Vera, the ramps are here on Tuesday.");
    await dialog.getByRole("button", { name: "Approve and send" }).click();
    await expect(page.getByText("is on its way")).toBeVisible();
    await expect(page.getByText("Nothing to decide")).toBeVisible();
    await page.goto(`/leads/${lead.id}`);
    await expect(page.getByText("Hello Vera, the ramps are here on Tuesday.").first()).toBeVisible();
  });

  await test.step("and its quality is counted", async () => {
    await page.goto("/suggestions/quality");
    const row = page.getByRole("row").filter({ hasText: "No answer" });
    await expect(row).toContainText("1 of 1");
  });
});

test("before an answer is approved the guard says what it says of answers, whatever we wrote this morning", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1, { first_name: "Vera" });
  await mintThread(org.rep1, lead, "Loading ramps", [hoursAgo(9), hoursAgo(6)]);
  await findSuggestions(now(org.admin), {});
  const page = await as("rep1");
  await page.goto("/suggestions");
  const dialog = page.getByRole("dialog", { name: "Reply" });
  await expect(async () => {
    await page.keyboard.press("a");
    await expect(dialog).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(dialog.getByRole("status").filter({ hasText: "Email free" })).toBeVisible();
  await expect(dialog.getByRole("figure")).toContainText("Message 2 about Loading ramps");
  await dialog.getByRole("button", { name: "Approve and send" }).click();
  await expect(page.getByText("is on its way")).toBeVisible();
});

test("a rep rejects by keyboard with a reason, and it stands where quality is looked at", async ({ org, as }) => {
  const lead = await mintLead(org.rep1, { first_name: "Vera" });
  await mintTouch(org.rep1, lead, { subject: "Loading ramps", occurred_at: hoursAgo(24 * 8).toISOString() });
  await findSuggestions(now(org.admin), {});
  const page = await as("rep1");
  await page.goto("/suggestions");
  const dialog = page.getByRole("dialog", { name: "Reject" });
  await expect(async () => {
    await page.keyboard.press("x");
    await expect(dialog).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expect(dialog.getByLabel("Reason")).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type("They have moved to another supplier");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing to decide")).toBeVisible();
  await page.goto("/suggestions/quality/rows?figure=rejected");
  const row = page.getByRole("row").filter({ hasText: "Vera" });
  await expect(row.getByText("Rejected")).toBeVisible();
  await expect(row).toContainText("Email: Re: Loading ramps “They have moved to another supplier”");
});

test("a suggested call is changed before it is taken on, and what was suggested stays beside it", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1, { first_name: "Vera", phone: "+14155550123" });
  for (const days of [10, 7, 4])
    await mintTouch(org.rep1, lead, { method: "linkedin", occurred_at: hoursAgo(24 * days).toISOString() });
  await findSuggestions(now(org.admin), {});
  const page = await as("rep1");
  await page.goto("/suggestions");
  const dialog = page.getByRole("dialog", { name: "Call" });
  const open = (name: string) =>
    expect(async () => {
      // One that opens late has opened all the same, and nothing behind it can be pressed.
      if (await dialog.isVisible()) return;
      await page.getByRole("article", { name }).getByRole("button", { name: "Change" }).click({ timeout: 1000 });
      await expect(dialog).toBeVisible({ timeout: 3000 });
    }).toPass();

  await test.step("too short a call is refused, and nothing is lost", async () => {
    await open("Call: A call of 15 minutes");
    await dialog.getByLabel("Kind of call").fill("demo");
    await dialog.getByLabel("Minutes").fill("2");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByLabel("Minutes")).toHaveAccessibleDescription(/at least 5 minutes/);
    await expect(dialog.getByLabel("Kind of call")).toHaveValue("demo");
    await expectAccessible(page);
  });

  await test.step("saved, it waits as it was changed, beside what was suggested", async () => {
    await dialog.getByLabel("Minutes").fill("45");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
    await open("Call: A call of 45 minutes");
    await dialog.getByLabel("When").selectOption({ index: 3 });
    await dialog.getByText("As it was suggested").click();
    await expect(dialog.getByText("discovery", { exact: true })).toBeVisible();
    await dialog.getByRole("button", { name: "Take on" }).click();
    await expect(page.getByText(/stands in your Today list from/)).toBeVisible();
    await expect(page.getByText("Nothing to decide")).toBeVisible();
    const [done] = (await (await page.request.get(`/api/suggestions?lead_id=${lead.id}`)).json()).data;
    expect(done.content.suggested_times).toEqual([done.proposed.suggested_times[3]]);
  });
});

test("an admin moves the thresholds beside the scores they divide, and every version is kept", async ({ org, as }) => {
  const warm = await mintLead(org.rep1, { last_name: "Sixty", score: 60 });
  await mintLead(org.rep1, { last_name: "Ninety", score: 90 });
  const page = await as("admin");
  await page.goto("/settings/scoring");
  const counts = page.getByRole("status").filter({ hasText: "hot" });
  await expect(counts).toContainText("1 hot, 1 warm");
  await expect(page.getByRole("img", { name: "Leads by score" })).toBeVisible();

  await test.step("the counts follow what is typed", async () => {
    await expect(async () => {
      await page.getByLabel("Hot from").fill("55");
      await expect(counts).toContainText("2 hot", { timeout: 1000 });
    }).toPass();
  });

  await test.step("thresholds out of order are refused, and nothing is lost", async () => {
    await page.getByLabel("Warm from").fill("57");
    await page.getByRole("button", { name: "Publish version 1" }).click();
    await expect(page.getByLabel("Hot from")).toHaveAccessibleDescription(/above warm/);
    await expect(page.getByLabel("Warm from")).toHaveValue("57");
    await expectAccessible(page);
  });

  await test.step("published, it counts at once", async () => {
    await page.getByLabel("Warm from").fill("50");
    await page.getByLabel("Note").fill("Sixty is hot here");
    await page.getByRole("button", { name: "Publish version 1" }).click();
    await expect(page.getByRole("table", { name: "Versions" })).toContainText("Sixty is hot here");
    await expect(page.getByRole("button", { name: "Publish version 2" })).toBeVisible();
    await page.goto(`/leads/${warm.id}`);
    await expect(page.getByRole("region", { name: "Score" })).toContainText("60 Hot, given by hand or a file");
  });
});
