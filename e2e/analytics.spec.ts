import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { MintedOrganization } from "@/db/testing/organization";
import { logContact } from "@/lib/communications/log-contact";
import { changeMember } from "@/lib/organizations/change-member";
import { expect, test } from "./fixtures";
import { hoursAgo, mintLead, mintTouch, now } from "./mint";

const figure = (page: Page, name: string) =>
  page.locator(".fig").filter({ has: page.getByText(name, { exact: true }) });
const firstNumber = (text: string) => Number(/\d+/.exec(text)?.[0]);

test("every figure opens its rows, as many as it says", async ({ org, as }) => {
  await mintOutreach(org);
  const page = await as("manager");
  const counts: Record<string, number[]> = {};
  for (const query of ["", "?method=email", `?user_id=${org.rep2.actor.userId}`]) {
    await page.goto(`/analytics/outreach${query}`);
    for (const { name, count, href } of await figuresOf(page)) {
      await page.goto(href);
      await expect(page.locator("tbody tr"), `${name} of outreach${query}`).toHaveCount(count);
      counts[name] = [...(counts[name] ?? []), count];
    }
  }
  expect(counts).toEqual({
    Touches: [20, 12, 6],
    "People reached": [13, 12, 6],
    "Reply rate": [4, 4, 0],
    "First reply, median": [4, 4, 0],
    "Duplicates prevented": [1, 0, 1],
  });
  await page.goto("/analytics/outreach");
  await figure(page, "Touches").getByRole("link").click();
  await expect(page).toHaveURL(/\/analytics\/outreach\/rows\?figure=attempts/);
});

test("the chart has a table and files with the same figures, and the reps are ranked above a base", async ({
  org,
  as,
}) => {
  await mintOutreach(org);
  const page = await as("rep1");
  await page.goto("/analytics/outreach");
  const touches = firstNumber(await figure(page, "Touches").locator(".x").innerText());

  await page.getByRole("button", { name: "Touches and replies per day as a table" }).click();
  const cells = page.getByRole("region", { name: "Touches and replies per day, as a table" }).locator("tbody tr");
  const perDay = await cells.locator("td:nth-child(2)").allInnerTexts();
  expect(sum(perDay)).toBe(touches);

  const days = await csvOf(page, "touches-per-day.csv");
  expect(days[0]).toBe("date,touches,replies");
  expect(sum(days.slice(1).map((line) => line.split(",")[1] ?? ""))).toBe(touches);
  const channels = await csvOf(page, "reply-rate-by-channel.csv");
  expect(sum(channels.slice(1).map((line) => line.split(",")[1] ?? ""))).toBe(touches);
  const reps = await csvOf(page, "reps.csv");
  expect(sum(reps.slice(1).map((line) => line.split(",")[1] ?? ""))).toBe(touches);

  const rows = page.getByRole("table").filter({ hasText: "Reply rate" }).locator("tbody tr");
  await expect(rows.nth(0).locator("td").first()).toHaveText("1");
  await expect(rows.nth(0)).toContainText("rep1");
  await expect(rows.filter({ hasText: "rep2" }).locator("td").first()).not.toHaveText(/\d/);

  // On a phone a table scrolls below its heading, and what one presses there stays in sight.
  await page.setViewportSize({ width: 390, height: 844 });
  const buttons = page.locator(".panel > header button");
  const ends = await buttons.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right));
  expect(ends.filter((end) => end > 390)).toEqual([]);
});

test("days, channel and rep are chosen in the address, also without scripts", async ({ org, as }) => {
  await mintOutreach(org);
  for (const browser of [{}, { javaScriptEnabled: false }]) {
    const page = await as("rep1", browser);
    await page.goto("/analytics/outreach");
    await page.getByLabel("By which way").selectOption("call");
    await page.getByRole("button", { name: "Show" }).click();
    await expect(page).toHaveURL(/method=call/);
    await expect(figure(page, "Touches").locator(".x")).toHaveText("5");
    await expect(page.getByLabel("By which way")).toHaveValue("call");
    await page.goto("/analytics/outreach?from_date=2001-01-01&to_date=2001-01-31");
    await expect(figure(page, "Touches").locator(".x")).toHaveText("0");
    await expect(figure(page, "Reply rate").locator(".x")).toHaveText("–");
  }
});

test("a figure stands beside the days before, and a team and working hours narrow the page", async ({ org, as }) => {
  await mintOutreach(org);
  await mintTouch(org.rep2, await mintLead(org.rep2, { last_name: "Before" }), {
    occurred_at: hoursAgo(24 * 40).toISOString(),
  });
  await changeMember(org.admin, { user_id: org.rep2.actor.userId, team: "North" });
  const page = await as("manager");
  await page.goto("/analytics/outreach");
  await expect(figure(page, "Touches").locator(".d")).toContainText("19 more, 1 in the days before");
  await page.getByLabel("Team", { exact: true }).selectOption({ label: "North" });
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/team_id=/);
  await expect(figure(page, "Touches").locator(".x")).toHaveText("6");
  const href = (await figure(page, "Touches").getByRole("link").getAttribute("href")) ?? "";
  await page.goto("/analytics/outreach?response_hours=working");
  await expect(page.getByLabel("Response times")).toHaveValue("working");
  await page.goto(href);
  await expect(page.locator("tbody tr")).toHaveCount(6);
});

test("the fiscal year begins where the calendar of the organization says", async ({ as }) => {
  const page = await as("admin");
  await page.goto("/settings/organization");
  const form = page.getByRole("form", { name: "Calendar" });
  // What is chosen before the page is alive is lost: only what a reload still shows was saved.
  await expect(async () => {
    await form.getByLabel("The fiscal year begins with").selectOption({ label: "April" });
    await form.getByRole("button", { name: "Save calendar" }).click({ timeout: 2000 });
    await expect(page.getByText("Calendar saved; every figure follows it now").first()).toBeVisible({ timeout: 3000 });
    await page.reload();
    await expect(form.getByLabel("The fiscal year begins with")).toHaveValue("4", { timeout: 2000 });
  }).toPass();
  await page.goto("/analytics/funnel");
  const year = page.getByRole("navigation", { name: "Period" }).getByRole("link", { name: "Fiscal year", exact: true });
  await expect(year).toHaveAttribute("href", /from_date=\d{4}-04-01/);
  await year.click();
  await expect(page).toHaveURL(/from_date=\d{4}-04-01/);
  await expect(page.getByLabel("From day")).toHaveValue(/-04-01$/);
});

/** Each figure's name, how many rows it claims, and where they are. */
async function figuresOf(page: Page): Promise<{ name: string; count: number; href: string }[]> {
  const found = [];
  // Where the figure itself is a rate or a length of time, its base says how many rows there are.
  for (const [name, part] of [
    ["Touches", ".x"],
    ["People reached", ".x"],
    ["Reply rate", ".base"],
    ["First reply, median", ".base"],
    ["Duplicates prevented", ".x"],
  ] as const) {
    const one = figure(page, name);
    const href = (await one.getByRole("link").getAttribute("href")) ?? "";
    found.push({ name, count: firstNumber(await one.locator(part).innerText()), href });
  }
  return found;
}

/** rep1: 12 emails to twelve leads, 4 answered; rep2: 5 calls; one duplicate prevented, one overridden, one escaped. */
async function mintOutreach({ rep1, rep2, manager }: MintedOrganization): Promise<void> {
  for (let nth = 0; nth < 12; nth++) {
    const lead = await mintLead(rep1, { last_name: `Nr ${nth}` });
    const occurred_at = hoursAgo(24 * (nth + 1)).toISOString();
    await mintTouch(rep1, lead, { occurred_at, responded: nth < 4, subject: `Offer ${nth}` });
    if (nth < 5) await mintTouch(rep2, lead, { method: "call", occurred_at });
  }
  const contested = await mintLead(rep1, { last_name: "Contested" });
  const planned = { lead_id: contested.id, method: "linkedin" };
  await logContact(now(rep1), planned);
  await expect(logContact(now(rep2), planned)).rejects.toThrow("rep1");
  await logContact(now(rep2), { ...planned, already_happened: true });
  await logContact(now(manager), { ...planned, override_reason: "She asked for it today" });
}

async function csvOf(page: Page, name: string): Promise<string[]> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: `CSV: ${name}` }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(name);
  return readFileSync(await download.path(), "utf8")
    .replace(/^\uFEFF/, "")
    .trim()
    .split(/\r?\n/);
}

const sum = (numbers: string[]) => numbers.reduce((total, one) => total + Number(one), 0);
