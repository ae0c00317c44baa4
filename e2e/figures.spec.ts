import type { Page } from "@playwright/test";
import { at, type MintedOrganization } from "@/db/testing/organization";
import { convertLead } from "@/lib/clients/convert-lead";
import { logContact } from "@/lib/communications/log-contact";
import { read } from "@/lib/core/read";
import { minusDays } from "@/lib/core/time";
import { addDncEntry } from "@/lib/dnc/add-dnc-entry";
import { createLead } from "@/lib/leads/create-lead";
import { updateLead } from "@/lib/leads/update-lead";
import { recordSourceCost } from "@/lib/source-costs/record-source-cost";
import { listSources } from "@/lib/sources/queries";
import { VIEWS } from "@/lib/view-mails/schema";
import { expect, test } from "./fixtures";

test("figures of every page open as many rows as they say", async ({ org, as }) => {
  test.setTimeout(240_000);
  await mintYear(org);
  const page = await as("manager");
  const seen: Record<string, number> = {};
  for (const view of VIEWS) {
    await page.goto(`/analytics/${view}`);
    const figures = await figuresOf(page);
    seen[view] = figures.length;
    // A few of each page; app/api/analytics/every-figure.db.test.ts asks for all of them.
    const step = Math.max(1, Math.floor(figures.length / 7));
    for (const { text, href } of figures.filter((_, nth) => nth % step === 0)) {
      const rows = await rowsBehind(page, href);
      expect.soft(rows, `${text} of ${view}: ${href}`).toBe(Number(text.replaceAll(",", "")));
    }
  }
  // Else a page without links would pass.
  for (const view of VIEWS) expect.soft(seen[view], view).toBeGreaterThan(view === "me" ? 3 : 2);
  await page.goto("/analytics/funnel");
  await page.locator(".fig").first().getByRole("link").click();
  await expect(page.getByRole("heading", { name: "Arrived", level: 1 })).toBeVisible();
  await expect(page.locator("tbody tr")).toHaveCount(await rowsBehind(page, page.url()));
});

test("what narrows a page stands in its address, and its definitions are one press away", async ({ org, as }) => {
  await mintYear(org);
  const page = await as("rep1");
  await page.goto("/analytics/funnel");
  await page.getByLabel("Source", { exact: true }).selectOption({ label: "Fair" });
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/source_id=/);
  const arrived = page.locator(".fig").first().locator(".x");
  await expect(arrived).toHaveText("3");
  await page.reload();
  await expect(arrived).toHaveText("3");
  await expect(async () => {
    await page.getByRole("button", { name: "How we count" }).click({ timeout: 2000 });
    await expect(page.getByRole("dialog")).toContainText("neither deleted nor merged", { timeout: 2000 });
  }).toPass();
});

test("a page is printed without what one presses, and with all its rows", async ({ org, as }) => {
  await mintYear(org);
  const page = await as("manager");
  await page.goto("/analytics/sources");
  await expect(page.getByRole("region", { name: "Sources, as a table" })).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("complementary", { name: "Navigation" })).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Analytics" })).toBeHidden();
  await expect(page.getByRole("cell", { name: "Fair", exact: true })).toBeVisible();
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(pdf.length).toBeGreaterThan(5000);
});

test("a page comes by mail to who asks for it, and no more when they say so", async ({ org, as }) => {
  await mintYear(org);
  const page = await as("rep1");
  await page.goto("/analytics/funnel?user_id=none");
  const dialog = page.getByRole("dialog", { name: "This page by mail" });
  await expect(async () => {
    await page.getByRole("button", { name: "Mail me", exact: true }).click({ timeout: 2000 });
    await expect(dialog).toBeVisible({ timeout: 2000 });
  }).toPass();
  await dialog.getByLabel("How often").selectOption({ label: "Every month" });
  await dialog.getByRole("button", { name: "Mail me this page" }).click();
  await expect(page.getByText("You get this page by mail every month")).toBeVisible();
  await page.goto("/settings/notifications");
  const list = page.getByRole("region", { name: "Pages by mail" });
  await expect(list.getByRole("link", { name: "Funnel" })).toHaveAttribute("href", "/analytics/funnel?user_id=none");
  const stop = list.getByRole("button", { name: "Stop mail about Funnel" });
  await expect(async () => {
    // Pressed again only while it is there: the answer may take longer than one look.
    if ((await stop.count()) > 0) await stop.click({ timeout: 2000 });
    await expect(list.getByRole("link", { name: "Funnel" })).toHaveCount(0, { timeout: 2000 });
  }).toPass();
  await page.reload();
  await expect(list.getByText("A page of figures has a button for it")).toBeVisible();
});

test("an organization without a touch sees empty pages, not wrong ones", async ({ as }) => {
  const page = await as("admin");
  for (const view of VIEWS) {
    await page.goto(`/analytics/${view}`);
    await expect(page.locator(".board")).toBeVisible();
    await expect(page.locator("body")).not.toContainText("NaN");
  }
});

/** Every link of a page that says a count and leads to its rows. */
async function figuresOf(page: Page): Promise<{ text: string; href: string }[]> {
  await expect(page.locator(".board")).toBeVisible();
  const all = await page
    .locator('.board a[href*="/rows?"]')
    .evaluateAll((links) =>
      links.map((one) => ({ text: one.textContent ?? "", href: one.getAttribute("href") ?? "" })),
    );
  return all.filter((one) => /^[\d,]+$/.test(one.text));
}

/** How many rows the server sends for an address. */
async function rowsBehind(page: Page, href: string): Promise<number> {
  const html = await (await page.request.get(`${href}&limit=200`)).text();
  const body = /<tbody>(.*?)<\/tbody>/s.exec(html)?.[1] ?? "";
  return body.match(/<tr/g)?.length ?? 0;
}

/** Leads of two sources and of none, some won, some lost, a refused contact, an opt-out and a cost. */
async function mintYear(org: MintedOrganization): Promise<void> {
  const day = (ago: number) => minusDays(new Date(), ago);
  const someone = async (name: string, source: string | undefined, ago: number) =>
    (
      await createLead(at(org.rep1, day(ago)), {
        last_name: name,
        email: `${name.toLowerCase()}@${name.toLowerCase()}-${org.slug}.example`,
        source,
        estimated_value_minor: 90_000,
        currency: "USD",
      })
    ).id;
  const [won, lost, open] = [
    await someone("Calder", "Fair", 20),
    await someone("Ashby", "Fair", 19),
    await someone("Whit", "Fair", 18),
  ];
  const [other, none] = [await someone("Moss", "Webinar", 12), await someone("Reed", undefined, 9)];
  for (const [lead, ago] of [
    [won, 15],
    [lost, 14],
    [open, 13],
    [other, 8],
    [none, 7],
  ] as const) {
    await logContact(at(org.rep1, day(ago)), {
      lead_id: lead,
      method: "email",
      override_reason: "agreed with the team",
    });
  }
  await updateLead(at(org.rep1, day(10)), { lead_id: won, status: "qualified" });
  await convertLead(at(org.rep1, day(3)), { lead_id: won, name: "Calder Ltd", value_minor: 120_000, currency: "USD" });
  await updateLead(at(org.rep1, day(6)), { lead_id: lost, status: "lost" });
  await updateLead(at(org.rep1, day(6)), { lead_id: open, status: "qualified" });
  await logContact(org.rep1, { lead_id: other, method: "email", override_reason: "agreed with the team" });
  await expect(logContact(org.rep2, { lead_id: other, method: "email" })).rejects.toThrow();
  await addDncEntry(org.rep1, {
    kind: "email",
    value: `reed@reed-${org.slug}.example`,
    reason: "pressed the link",
    source: "unsubscribe",
  });
  const sources = await read(org.manager, "sources:read", listSources);
  const source_id = sources.find((one) => one.name === "Fair")?.id ?? "";
  const month = day(1).toISOString().slice(0, 7);
  await recordSourceCost(org.manager, { source_id, month, kind: "event", amount_minor: 40_000 });
}
