import type { Page } from "@playwright/test";
import { createApiKey } from "@/lib/accounts/create-api-key";
import { enrollLead } from "@/lib/enrolling/enroll-lead";
import { createSegment } from "@/lib/segments/create-segment";
import { deleteSegment } from "@/lib/segments/delete-segment";
import { createSequence } from "@/lib/sequences/create-sequence";
import { publishSequence } from "@/lib/sequences/publish-sequence";
import { updateSequence } from "@/lib/sequences/update-sequence";
import { expect, expectAccessible, test } from "./fixtures";
import { mintLead } from "./mint";

const email = { kind: "email", subject: "Driver hours", body: "Hello {{first_name|there}}, shall we say Tuesday?" };
const untilToldOf = async (page: Page, words: string) => expect(page.getByText(words).first()).toBeVisible();

test("an admin builds, publishes and changes a sequence; the version that people are on stays as it was", async ({
  org,
  as,
}) => {
  const page = await as("admin");
  await page.goto("/sequences");
  await expect(page.getByText("No sequences yet")).toBeVisible();
  await page.getByRole("link", { name: "New sequence" }).click();
  // What is typed before the page answers to the hand is lost; a page that comes late has come all the same.
  const heading = page.getByRole("heading", { name: "Cold chain" });
  await expect(async () => {
    if (await heading.isVisible()) return;
    await page.getByLabel("Name", { exact: true }).fill("Cold chain", { timeout: 1000 });
    await page.getByRole("button", { name: "Write its steps" }).click({ timeout: 1000 });
    await expect(heading).toBeVisible({ timeout: 10_000 });
  }).toPass();

  await test.step("what is missing is said, and nothing is published", async () => {
    await expect(page.getByRole("region", { name: "Before it can be published" })).toContainText(
      "An email needs a subject.",
    );
    await page.getByRole("button", { name: "Publish" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Step 1: There is no text." })).toBeVisible();
    await expect(page.getByText("Draft", { exact: true })).toBeVisible();
  });

  await test.step("its steps are written with the keyboard alone", async () => {
    await page.getByLabel("Subject").fill("Driver hours");
    await page.getByLabel("Text", { exact: true }).fill("Hello {{first_name|there}}, shall we say Tuesday?");
    await page.getByRole("button", { name: "Add step" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Call" }).focus();
    await page.keyboard.press("Enter");
    await page.getByLabel("What to do").fill("Ask about the route");
    await page.getByRole("button", { name: "Move step 2 up" }).focus();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("list", { name: "Steps" }).getByRole("listitem").first()).toContainText("Call");
    await page.getByRole("button", { name: "Move step 1 down" }).press("Enter");
    await page.getByRole("button", { name: "Save draft" }).press("Enter");
    await untilToldOf(page, "The draft is saved");
    await expect(page.getByRole("region", { name: "Before it can be published" })).toHaveCount(0);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Publish" }).press("Enter");
    await untilToldOf(page, "Version 1 takes people now");
  });

  await test.step("a test run shows every decision and writes nothing", async () => {
    await mintLead(org.rep1, { last_name: "Tested" });
    await page.getByLabel("Test with a lead").fill("Tested");
    await page.getByRole("button", { name: "Find", exact: true }).click();
    await page.getByRole("button", { name: /Tested/ }).click();
    await expect(page.getByRole("table", { name: "Decisions" })).toContainText("asked");
  });

  await test.step("a change is a new version", async () => {
    await page.getByRole("button", { name: "Remove step 2" }).press("Enter");
    await expect(page.getByRole("list", { name: "Steps" }).getByRole("button", { expanded: false })).toBeFocused();
    // Not saved before: what stands on the page is what is published.
    await page.getByRole("button", { name: "Publish" }).click();
    await untilToldOf(page, "Version 2 takes people now");
    await expect(page.getByRole("list", { name: "Steps" }).getByRole("listitem")).toHaveCount(1);
    await page.getByRole("link", { name: "Versions" }).click();
    await expect(page.getByRole("table", { name: "Versions" }).getByRole("row")).toHaveCount(3);
  });
});

test("what is written and not saved survives leaving the page, and a sequence gets another name meanwhile", async ({
  org,
  as,
}) => {
  const step = { kind: "task", subject: "Look at them", delay_hours: 48 };
  const sequence = await createSequence(org.admin, { name: "Cold chain", steps: [step] });
  const page = await as("admin");
  await page.goto(`/sequences/${sequence.id}`);
  const what = page.getByLabel("What to do");
  const back = page.getByRole("status").filter({ hasText: "What you were writing is back. It is not saved yet." });
  // What is typed before the page answers to the hand is lost.
  await expect(async () => {
    await what.fill("Ask about the route");
    await expect(page.getByText("Not saved yet; this browser keeps it")).toBeVisible({ timeout: 3000 });
  }).toPass();
  await page.getByRole("link", { name: "People" }).click();
  await expect(page).toHaveURL(/tab=people/);
  await page.goBack();
  await expect(what).toHaveValue("Ask about the route");
  await expect(back).toBeVisible();
  await page.reload();
  await expect(what).toHaveValue("Ask about the route");

  await page.getByRole("button", { name: "Name and description" }).press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("What it is for").fill("Fleets that carry frozen food");
  await dialog.getByLabel("Name", { exact: true }).fill("Frozen food");
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Frozen food" })).toBeVisible();
  await expect(page.getByText("Fleets that carry frozen food")).toBeVisible();
  await expect(what).toHaveValue("Ask about the route");

  await updateSequence(org.admin, { sequence_id: sequence.id, steps: [{ ...step, subject: "Look at others" }] });
  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "The sequence was changed meanwhile" })).toBeVisible();
  await page.getByRole("button", { name: "Start over" }).press("Enter");
  await expect(what).toHaveValue("Look at others");
  await what.fill("Ask them all");
  await page.getByRole("button", { name: "Save draft" }).press("Enter");
  await untilToldOf(page, "The draft is saved");
  await page.reload();
  await expect(what).toHaveValue("Ask them all");
  await expect(page.getByText("Not saved yet; this browser keeps it")).toHaveCount(0);

  await what.fill("Ask them once more");
  await page.context().clearCookies();
  await page.getByRole("button", { name: "Save draft" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "You were signed out" })).toContainText("is still here");
  await expect(what).toHaveValue("Ask them once more");
});

test("fifty are enrolled with a preview, and an answer stops one of them while somebody looks", async ({ org, as }) => {
  const sequence = await createSequence(org.admin, {
    name: "Cold chain",
    steps: [{ kind: "wait", delay_hours: 240 }, email],
    publish: true,
  });
  const leads = [];
  for (let nth = 1; nth <= 50; nth++)
    leads.push(await mintLead(org.rep1, { last_name: `Fair ${nth}`, tags: ["fair"] }));
  await mintLead(org.rep1, { last_name: "Nomail", email: null, tags: ["fair"] });
  await createSegment(org.rep1, { name: "From the fair", filter: { field: "tags", op: "any_of", value: ["fair"] } });
  const page = await as("rep1");
  await page.goto(`/sequences/${sequence.id}?tab=people`);
  const preview = page.getByRole("status").filter({ hasText: "50 fine, 1 left out, 0 to decide" });
  // A press before the page answers to the hand is lost.
  await expect(async () => {
    await page.getByRole("button", { name: "Preview" }).click({ timeout: 1000 });
    await expect(preview).toBeVisible({ timeout: 5000 });
  }).toPass();
  await expect(page.getByRole("row", { name: /Nomail/ })).toContainText("Left out");
  await page.getByRole("button", { name: "Enroll 50" }).click();
  await untilToldOf(page, "50 leads are enrolled");

  const [first, second] = leads;
  await page.goto(`/leads/${first?.id}`);
  const panel = page.getByRole("region", { name: "Sequences" });
  await expect(panel).toContainText("Under way");
  const { key } = await createApiKey(org.rep2, { name: "a program" });
  const answer = await page.request.post(`/api/leads/${first?.id}/contacts`, {
    headers: { authorization: `Bearer ${key}` },
    data: { method: "email", direction: "inbound", body: "Gladly" },
  });
  expect(answer.status()).toBe(201);
  // Nobody touches the page meanwhile.
  await expect(panel).toContainText("They answered.");
  await expect(panel).not.toContainText("Under way");
  const list = await page.request.get(`/api/enrollments?lead_id=${first?.id}`);
  expect((await list.json()).data).toMatchObject([{ status: "stopped", stop_reason: "replied" }]);

  await page.goto(`/leads/${second?.id}`);
  await expect(panel).toContainText("Under way");
  await expect(async () => {
    await panel.getByRole("button", { name: /^Stop/ }).click({ timeout: 1000 });
    await expect(panel).toContainText("rep1 stopped it.", { timeout: 5000 });
  }).toPass();
});

test("an admin sees whom a new version would take where, and moves those", async ({ org, as }) => {
  const wait = { kind: "wait", delay_hours: 240 };
  const sequence = await createSequence(org.admin, { name: "Cold chain", steps: [wait, email], publish: true });
  for (const last_name of ["First", "Second"]) {
    const { id } = await mintLead(org.rep1, { last_name });
    await enrollLead(org.rep1, { lead_id: id, sequence_id: sequence.id });
  }
  await updateSequence(org.admin, { sequence_id: sequence.id, steps: [wait, wait, email] });
  await publishSequence(org.admin, { sequence_id: sequence.id });
  const page = await as("admin");
  await page.goto(`/sequences/${sequence.id}?tab=versions`);
  const older = page.getByRole("region", { name: "On older versions" });
  await expect(older).toContainText("2 people are on an older version.");
  await expect(older.getByRole("row", { name: /First/ })).toContainText("Version 1, step 1");
  await expect(older.getByRole("row", { name: /First/ })).toContainText("Step 1");
  await expectAccessible(page);
  // A press before the page answers to the hand is lost; those who are moved are not there to be moved again.
  await expect(async () => {
    if (await older.isVisible()) await older.getByRole("button", { name: "Move 2" }).click({ timeout: 1000 });
    await expect(older).toHaveCount(0, { timeout: 3000 });
  }).toPass();
  await expect(page.getByRole("table", { name: "Versions" }).getByRole("row").nth(1)).toContainText("2");
  const running = page.getByRole("link", { name: "2", exact: true });
  await running.click();
  await expect(page.getByRole("table", { name: "People" }).getByRole("row", { name: /Second/ })).toBeVisible();
});

test("an admin says who comes in by itself, holds everything with one press, and puts a sequence away", async ({
  org,
  as,
}) => {
  await mintLead(org.rep1, { last_name: "Before", tags: ["fair"] });
  const step = { kind: "task", subject: "Look at them", delay_hours: 48 };
  const sequence = await createSequence(org.admin, { name: "After the fair", steps: [step], publish: true });
  const page = await as("admin");
  await page.goto(`/sequences/${sequence.id}?tab=people`);
  const panel = page.getByRole("region", { name: "Who comes in by itself" });
  // What is chosen before the page answers to the hand is lost.
  await expect(async () => {
    await panel.getByLabel("Enrolls by itself").selectOption({ label: "Who gets a tag" });
    await expect(panel.getByLabel("Tag it watches")).toBeVisible({ timeout: 3000 });
  }).toPass();
  await page.reload();
  await expect(panel.getByRole("status")).toContainText("What you were writing is back");
  await expect(panel.getByLabel("Tag it watches")).toBeVisible();
  await panel.getByRole("button", { name: "Save who comes in" }).click();
  await untilToldOf(page, "Who comes in is saved");
  await expectAccessible(page);
  await mintLead(org.rep1, { last_name: "Afterwards", tags: ["fair"] });
  await expect(async () => {
    await page.reload();
    const table = page.getByRole("table", { name: "What its trigger did" });
    await expect(table.getByRole("row", { name: /Afterwards/ })).toContainText("Came in", { timeout: 3000 });
  }).toPass();
  await expect(page.getByRole("table", { name: "People" }).getByRole("row", { name: /Before/ })).toHaveCount(0);

  await page.goto("/sequences");
  const hold = page.getByRole("button", { name: "Hold all" });
  const letGo = page.getByRole("button", { name: "Let 1 go on" });
  // A press before the page answers to the hand is lost.
  await expect(async () => {
    if (await hold.isVisible()) await hold.click();
    await expect(letGo).toBeVisible({ timeout: 3000 });
  }).toPass();
  await letGo.click();
  await expect(letGo).toHaveCount(0);
  await expect(hold).toBeVisible();

  await page.getByRole("link", { name: "After the fair" }).click();
  await page.getByRole("button", { name: "Put away", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Put it away" }).click();
  await expect(page.getByRole("button", { name: "Put away", exact: true })).toHaveCount(0);
  await expect(page.getByText("Put away", { exact: true })).toBeVisible();
});

test("a sequence whose segment was deleted says so in the list and where it is mended", async ({ org, as }) => {
  const filter = { field: "tags", op: "any_of", value: ["fair"] };
  const segment = await createSegment(org.admin, { name: "Fair", filter, visibility: "public" });
  const steps = [{ kind: "task", subject: "Look at them", delay_hours: 48 }];
  const trigger = { kind: "segment_entered", segment_id: segment.id };
  await createSequence(org.admin, { name: "After the fair", steps, trigger, publish: true });
  await deleteSegment(org.admin, { segment_id: segment.id });
  const page = await as("admin");
  await page.goto("/sequences");
  await expect(page.getByRole("row", { name: /After the fair/ })).toContainText("Trigger gone");
  await page.getByRole("link", { name: "After the fair" }).click();
  await page.getByRole("link", { name: "People" }).click();
  const panel = page.getByRole("region", { name: "Who comes in by itself" });
  await expect(panel).toContainText("The segment it watched was deleted");
  await expectAccessible(page);
  const save = panel.getByRole("button", { name: "Save who comes in" });
  // What is chosen before the page answers to the hand is lost.
  await expect(async () => {
    await panel.getByLabel("Enrolls by itself").selectOption({ label: "Who is added, by whatever way" });
    await expect(save).toBeEnabled({ timeout: 3000 });
  }).toPass();
  await save.click();
  await expect(panel.getByText("The segment it watched was deleted")).toHaveCount(0);
});
