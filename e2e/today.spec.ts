import { createCampaign } from "@/lib/campaigns/create-campaign";
import { createDay } from "@/lib/daily-outreach/create-day";
import { createSegment } from "@/lib/segments/create-segment";
import { createTemplate } from "@/lib/templates/create-template";
import { expect, expectAccessible, test } from "./fixtures";
import { hoursAgo, mintLead, mintThread, mintTouch, now } from "./mint";

test("a day of twenty is done by keyboard at three keys a lead at most, and the next one takes the place", async ({
  org,
  as,
}) => {
  const count = 20;
  for (let nth = 1; nth <= count; nth++) {
    await mintLead(org.rep1, { last_name: `Fair ${nth}`, tags: ["fair"], owner_id: org.rep1.actor.userId });
  }
  await createSegment(org.rep1, { name: "Fair", filter: { field: "tags", op: "any_of", value: ["fair"] } });
  await createTemplate(now(org.rep1), {
    name: "First",
    subject: "Dates for {{last_name}}",
    body_text: "Hello {{first_name|there}}",
  });
  const page = await as("rep1");
  await page.goto("/");
  await expect(page.getByText("Nothing is planned for today")).toBeVisible();
  await expect(async () => {
    await page.getByLabel("Segment").selectOption("Fair");
    await page.getByLabel("Template").selectOption("First");
    await page.getByRole("button", { name: "Fill the day" }).click();
    await expect(page.getByRole("status").filter({ hasText: `0 of ${count} done` })).toBeVisible({ timeout: 4000 });
  }).toPass();
  await expectAccessible(page);

  let keys = 0;
  const press = async (name: string) => {
    keys += 1;
    await page.keyboard.press(name);
  };
  for (let done = 1; done <= count; done++) {
    const article = page.getByRole("article");
    const name = await article.getByRole("heading", { level: 2 }).innerText();
    if (done === 2) {
      await press("x");
      await press("1");
    } else await press("ControlOrMeta+Enter");
    await expect(page.getByRole("status").filter({ hasText: `${done} of ${count} done` })).toBeVisible();
    await expect(page.getByRole("region", { name: "Done" })).toContainText(name);
  }
  expect(keys).toBeLessThanOrEqual(3 * count);
  await expect(page.getByText("All done for today")).toBeVisible();
  await expect(page.getByRole("region", { name: "Done" })).toContainText("Skipped: Not the right time");
  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: `${count} of ${count} done` })).toBeVisible();
});

test("who wrote is answered in their conversation, with their words and the last touches in view, and no reason asked", async ({
  org,
  as,
}) => {
  const ada = await mintLead(org.rep1, { first_name: "Ada", last_name: "Byron", owner_id: org.rep1.actor.userId });
  await mintThread(org.rep1, ada, "Your dates", [hoursAgo(5), hoursAgo(2)]);
  await createDay(now(org.rep1), {});
  const page = await as("rep1");
  await page.goto("/");
  const article = page.getByRole("article", { name: "Ada Byron" });
  await expect(article.getByRole("figure")).toContainText("Message 2 about Your dates");
  await expect(article.getByRole("list", { name: "Last touches" }).getByRole("listitem")).toHaveCount(2);
  await expect(article.getByRole("status").filter({ hasText: "Email free" })).toBeVisible();
  await expect(article.getByLabel("Subject")).toHaveValue("Re: Your dates");
  await expect(async () => {
    await article.getByRole("textbox", { name: "Text" }).fill("The 24th it is.");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(page.getByRole("region", { name: "Done" })).toContainText("Ada Byron", { timeout: 4000 });
  }).toPass();
});

test("who did not answer is written to again past a warning, with a reason, by keyboard", async ({ org, as }) => {
  const ada = await mintLead(org.rep1, { first_name: "Ada", last_name: "Byron", owner_id: org.rep1.actor.userId });
  await mintThread(org.rep1, ada, "Your dates", [hoursAgo(24 * 6)]);
  await createDay(now(org.rep1), {});
  const page = await as("rep1");
  await page.goto("/");
  const article = page.getByRole("article", { name: "Ada Byron" });
  await expect(article.getByRole("status").filter({ hasText: "Email wait" })).toContainText("You emailed");
  await expect(async () => {
    await article.getByLabel("Subject").fill("Your dates again");
    await article.getByRole("textbox", { name: "Text" }).fill("Is the 24th free?");
    await article.getByLabel("Reason for override").fill("They asked for it by phone");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(page.getByRole("region", { name: "Done" })).toContainText("Ada Byron", { timeout: 4000 });
  }).toPass();
});

test("beside Today and Inbox stands how much waits there, and it follows what is done and what arrives", async ({
  org,
  as,
}) => {
  const leads = [];
  for (const nth of [1, 2])
    leads.push(await mintLead(org.rep1, { last_name: `Fair ${nth}`, tags: ["fair"], owner_id: org.rep1.actor.userId }));
  const filter = { field: "tags", op: "any_of", value: ["fair"] };
  const { id: segment_id } = await createSegment(org.rep1, { name: "Fair", filter });
  await createDay(now(org.rep1), { segment_id });
  const page = await as("rep1");
  await page.goto("/");
  const work = page.getByRole("navigation", { name: "Work" });
  await expect(work.getByRole("link", { name: "Today 2 open" })).toBeVisible();
  await expect(work.getByRole("link", { name: "Inbox", exact: true })).toBeVisible();
  await expect(async () => {
    await page.keyboard.press("x");
    await page.keyboard.press("1");
    await expect(page.getByRole("status").filter({ hasText: "1 of 2 done" })).toBeVisible({ timeout: 3000 });
  }).toPass();
  await expect(work.getByRole("link", { name: "Today 1 open" })).toBeVisible();
  const [first] = leads;
  if (first) await mintTouch(org.rep2, first, { direction: "inbound", already_happened: undefined });
  await expect(work.getByRole("link", { name: "Inbox 1 of yours to answer" })).toBeVisible();
});

test("what was pressed by mistake is taken back with one key, and the person is open again", async ({ org, as }) => {
  for (const nth of [1, 2])
    await mintLead(org.rep1, { last_name: `Fair ${nth}`, tags: ["fair"], owner_id: org.rep1.actor.userId });
  const filter = { field: "tags", op: "any_of", value: ["fair"] };
  const { id: segment_id } = await createSegment(org.rep1, { name: "Fair", filter });
  await createDay(now(org.rep1), { segment_id });
  const page = await as("rep1");
  await page.goto("/");
  const count = (words: string) => page.getByRole("status").filter({ hasText: words });
  await expect(count("0 of 2 done")).toBeVisible();
  const heading = page.getByRole("article").getByRole("heading", { level: 2 });
  const first = await heading.innerText();
  // A key that is pressed before the page answers to the hand is lost; the last one stays the last, however often J is pressed.
  await expect(async () => {
    await page.keyboard.press("j");
    await expect(heading).not.toHaveText(first, { timeout: 2000 });
  }).toPass();
  const name = await heading.innerText();
  await page.keyboard.press("x");
  await page.keyboard.press("1");
  await expect(count("1 of 2 done")).toBeVisible();
  await expect(page.getByRole("region", { name: "Done" })).toContainText(name);
  await page.keyboard.press("z");
  await expect(count("0 of 2 done")).toBeVisible();
  await expect(page.getByRole("region", { name: "Done" })).toHaveCount(0);
  await expect(page.getByRole("article", { name })).toBeVisible();
});

test("a goal of the day is set, a call counts towards it, and to the campaign that was chosen for it", async ({
  org,
  as,
}) => {
  const phone = { email: null, phone: "+14155550142", tags: ["fair"], owner_id: org.rep1.actor.userId };
  await mintLead(org.rep1, { last_name: "Fair", ...phone });
  const filter = { field: "tags", op: "any_of", value: ["fair"] };
  const { id: segment_id } = await createSegment(org.rep1, { name: "Fair", filter });
  await createCampaign(now(org.manager), { name: "Spring" });
  await createDay(now(org.rep1), { segment_id });
  const page = await as("rep1");
  await page.goto("/");
  const dialog = page.getByRole("dialog", { name: "Goals of the day" });
  // A press before the page answers to the hand is lost.
  await expect(async () => {
    await page.getByRole("button", { name: "0 touches today" }).click();
    await expect(dialog).toBeVisible({ timeout: 3000 });
  }).toPass();
  await dialog.getByLabel("Touches a day").fill("0");
  await dialog.getByRole("button", { name: "Save goals" }).click();
  await expect(dialog.getByText("A goal is at least 1. Leave it empty for none.")).toBeVisible();
  await dialog.getByLabel("Touches a day").fill("2");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Save goals" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("button", { name: "0 of 2 touches" })).toBeVisible();

  await page.getByRole("article").getByLabel("Campaign").selectOption("Spring");
  await page.getByRole("button", { name: "Done, next" }).click();
  await expect(page.getByRole("status").filter({ hasText: "1 of 1 done" })).toBeVisible();
  await expect(page.getByRole("button", { name: "1 of 2 touches" })).toBeVisible();
  await page.goto("/campaigns");
  await expect(page.getByRole("row", { name: /Spring/ })).toContainText("0 of 1 answered");
});
