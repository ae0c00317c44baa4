import type { Page } from "@playwright/test";
import { createCampaign } from "@/lib/campaigns/create-campaign";
import { createTemplate } from "@/lib/templates/create-template";
import { expect, expectAccessible, test } from "./fixtures";
import { openLead, verdict } from "./lead-page";
import { mintLead, now } from "./mint";

const composer = (page: Page) => page.getByRole("dialog", { name: "Write message" });
const waiting = (page: Page) => page.getByRole("region", { name: "Messages that wait" });
const formatted = (page: Page) => composer(page).getByRole("textbox", { name: "Text" });
const letter = {
  name: "First words",
  subject: "For {{company|you}}",
  body_html: "<p>Hi {{first_name}}, as <b>{{title}}</b></p>",
};

/** Opens the composer when everything it asks for is there. */
async function write(page: Page) {
  await page.keyboard.press("e");
  await expect(composer(page)).toBeVisible();
}

test("a template is filled in for the lead, changed, sent, taken back, scheduled and cancelled", async ({
  org,
  as,
}) => {
  const lead = await mintLead(org.rep1);
  await createTemplate(now(org.rep1), letter);
  const page = await as("rep1");
  await openLead(page, lead);
  await write(page);
  await composer(page).getByLabel("Template").selectOption("First words");
  await expect(composer(page).getByLabel("Subject")).toHaveValue(`For ${lead.company?.name}`);
  await expect(formatted(page)).toHaveText("Hi Ines, as Head of Logistics");
  await expect(formatted(page).locator("strong")).toHaveText("Head of Logistics");
  await formatted(page).click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(", shall we talk?");
  await expectAccessible(page);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(composer(page)).toBeHidden();
  await expect(waiting(page)).toContainText(`For ${lead.company?.name}`);

  await page.keyboard.press("z");
  await expect(formatted(page)).toHaveText("Hi Ines, as Head of Logistics, shall we talk?");
  await expect(waiting(page)).toHaveCount(0);
  await composer(page).getByRole("radio", { name: "Later" }).check();
  // The slot of what was taken back is free by now, and the verdict says so.
  await expect(composer(page).getByRole("status").first()).toContainText("free");
  await composer(page).getByRole("button", { name: "Schedule" }).click();
  await expect(composer(page)).toBeHidden();
  await expect(waiting(page)).toContainText("Scheduled for");
  // The verdict above it has grown by then: a press on what still moves goes astray.
  await expect(verdict(page).getByRole("region", { name: /^Email/ })).toContainText("Your email is set for");
  await waiting(page).getByRole("button", { name: "Edit" }).click();
  // What is typed behind bold words is bold.
  await expect(formatted(page).locator("strong")).toHaveText("Head of Logistics, shall we talk?");
});

test("what a lead cannot fill stands in the text, is named, and does not go out", async ({ org, as, forgive }) => {
  forgive(/400/);
  const lead = await mintLead(org.rep1, { title: null });
  await createTemplate(now(org.rep1), letter);
  const page = await as("rep1");
  await openLead(page, lead);
  await write(page);
  await composer(page).getByLabel("Template").selectOption("First words");
  await expect(composer(page)).toContainText("Not known of this lead: title");
  await composer(page).getByRole("button", { name: "Send now" }).click();
  await expect(composer(page).getByRole("alert")).toContainText("title");
  await expect(waiting(page)).toHaveCount(0);
  await composer(page).getByRole("button", { name: "Plain text" }).click();
  await composer(page).getByLabel("Text").fill("Hi Ines, shall we talk?");
  await composer(page).getByRole("button", { name: "Send now" }).click();
  await expect(waiting(page)).toContainText("by you");
});

test("a text is formatted by keyboard alone", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await openLead(page, lead);
  await write(page);
  await composer(page).getByLabel("Text").fill("Two things:");
  await composer(page).getByRole("button", { name: "Format" }).press("Enter");
  await expect(formatted(page)).toHaveText("Two things:");
  const bar = composer(page).getByRole("toolbar", { name: "Formatting" });
  // The editor hears of the focus, and of where the browser put the cursor, after it is there: no person presses the next key so soon.
  const heard = () => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  await formatted(page).focus();
  await heard();
  await page.keyboard.press("ControlOrMeta+End");
  await heard();
  await page.keyboard.press("Enter");
  await bar.getByRole("button", { name: "List", exact: true }).press("Enter");
  await expect(formatted(page)).toBeFocused();
  await page.keyboard.type("first");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ControlOrMeta+b");
  await page.keyboard.type("second");
  await expect(formatted(page).getByRole("listitem")).toHaveText(["first", "second"]);
  await expect(formatted(page).locator("strong")).toHaveText("second");
  await expect(bar.getByRole("button", { name: "Bold" })).toHaveAttribute("aria-pressed", "true");
  await expectAccessible(page);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(waiting(page)).toContainText("Two things: - first");
});

test("a text survives the end of its tab at any moment", async ({ org, as }) => {
  const rounds = Number(process.env.TOUCHLINE_TEST_SIZE ?? "0.1") >= 1 ? 50 : 3;
  const lead = await mintLead(org.rep1);
  const first = await as("rep1");
  const browser = first.context();
  await first.close();
  let text = "";
  for (let round = 0; round < rounds; round++) {
    const page = await browser.newPage();
    await openLead(page, lead);
    await write(page);
    const field = composer(page).getByLabel("Text");
    await expect(field).toHaveValue(text);
    await field.press("ControlOrMeta+End");
    // A different moment each time, within a word as well; nothing is waited for before the tab ends.
    const typed = "we could begin with the northern depot ".slice(0, 3 + Math.floor(Math.random() * 36));
    await page.keyboard.type(typed);
    text += typed;
    await expect(field).toHaveValue(text);
    await page.close();
  }
});

test("two tabs never write over each other: the writer chooses", async ({ org, as, forgive }) => {
  forgive(/412/);
  const lead = await mintLead(org.rep1);
  const one = await as("rep1");
  const two = await one.context().newPage();
  for (const page of [one, two]) {
    await openLead(page, lead);
    await write(page);
    await expect(composer(page).getByLabel("Text")).toHaveValue("");
  }
  const saved = one.waitForResponse((answer) => "next-action" in answer.request().headers());
  await composer(one).getByLabel("Text").fill("Written in the first tab");
  await saved;
  await composer(two).getByLabel("Text").fill("Written in the second tab");
  const note = composer(two).getByRole("status").filter({ hasText: "In another tab you wrote" });
  await expect(note).toContainText("Written in the first tab");
  await expectAccessible(two);
  await composer(two).getByRole("button", { name: "Keep this one" }).click();
  await expect(note).toHaveCount(0);
  const other = composer(one).getByRole("status").filter({ hasText: "In another tab you wrote" });
  await expect(async () => {
    await composer(one).getByLabel("Text").fill(`Written in the first tab, ${Math.random()}`);
    await expect(other).toContainText("Written in the second tab", { timeout: 3000 });
  }).toPass();
  await composer(one).getByRole("button", { name: "Use that text" }).click();
  await expect(composer(one).getByLabel("Text")).toHaveValue("Written in the second tab");
});

test("a template is written, seen on a real lead, and listed with what became of it", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  const page = await as("rep1");
  await page.goto("/templates");
  await page.getByRole("link", { name: "New template" }).click();
  await expect(page.getByRole("textbox", { name: "Text" })).toBeVisible();
  await page.getByLabel("Name").fill("Opening");
  await page.getByLabel("Subject").fill("For {{company|you}}");
  await page.getByRole("textbox", { name: "Text" }).fill("Hi {{first_name}}, {{nonsense}}");
  await page.getByRole("button", { name: "Save template" }).click();
  await expect(page.getByText('There is no field "nonsense"')).toBeVisible();
  await page.getByRole("textbox", { name: "Text" }).fill("Hi {{first_name}}, shall we talk?");
  // Left and come back to: what was typed is there, and says that it is not saved.
  await page.getByRole("link", { name: "Templates" }).last().click();
  await expect(page).toHaveURL(/\/templates$/);
  await page.goBack();
  await expect(page.getByText("What you were writing is back. It is not saved yet.")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("Opening");
  await expect(page.getByRole("textbox", { name: "Text" })).toHaveText("Hi {{first_name}}, shall we talk?");
  await page.getByRole("button", { name: "Save template" }).click();
  await expect(page.getByRole("heading", { name: "Opening" })).toBeVisible();
  await expect(page.getByRole("complementary", { name: "Preview" })).toContainText(`For ${lead.company?.name}`);
  await expect(page.frameLocator('[title="Text of the preview"]').getByText("Hi Ines, shall we talk?")).toBeVisible();
  await page.goto("/templates");
  await expect(page.getByRole("row", { name: /Opening/ })).toContainText("Nothing sent yet");
});

test("a message is counted to the campaign that was chosen for it, once it has left", async ({ org, as }) => {
  const lead = await mintLead(org.rep1);
  await createCampaign(now(org.manager), { name: "Spring fair" });
  await createCampaign(now(org.manager), { name: "Autumn fair" });
  const page = await as("rep1");
  await openLead(page, lead);
  await write(page);
  await composer(page).getByLabel("Campaign").selectOption("Spring fair");
  await composer(page).getByLabel("Text").fill("Shall we meet at the stand?");
  await composer(page).getByRole("button", { name: "Send now" }).click();
  await expect(waiting(page)).toContainText("Shall we meet at the stand?");
  await expect(waiting(page)).toHaveCount(0, { timeout: 60_000 });
  await page.goto("/campaigns");
  await expect(page.getByRole("row", { name: /Spring fair/ })).toContainText("0 of 1 answered");
  await expect(page.getByRole("row", { name: /Autumn fair/ })).not.toContainText("of 1 answered");
});
