import { readFileSync } from "node:fs";
import { openBudgetAccount } from "@/lib/budgets/open-budget-account";
import { recordBudgetTransaction } from "@/lib/budgets/record-budget-transaction";
import { expect, test } from "./fixtures";
import { hoursAgo, mintLead, mintTouch } from "./mint";

const views = [
  ...["outreach", "funnel", "lifecycle", "reps", "sources", "roi"],
  ...["forecast", "collisions", "compliance", "me"],
];

test("every page of figures is printed light, without what one presses and with no column beyond the paper", async ({
  org,
  as,
}, info) => {
  test.setTimeout(180_000);
  for (let nth = 0; nth < 4; nth++) {
    const lead = await mintLead(org.rep1, { last_name: `Nr ${nth}`, source: "Fair" });
    await mintTouch(org.rep1, lead, { occurred_at: hoursAgo(24 * (nth + 1)).toISOString(), responded: nth === 0 });
  }
  const page = await as("manager");
  await page.emulateMedia({ colorScheme: "dark" });
  for (const view of views) {
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`/analytics/${view}`);
    await expect(page.locator(".board .panel").first()).toBeVisible();
    // A sheet of A4 with margins of 12 mm.
    await page.setViewportSize({ width: 703, height: 1000 });
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("complementary", { name: "Navigation" })).toBeHidden();
    await expect(page.getByRole("navigation", { name: "Analytics" })).toBeHidden();
    // It would lie over the last rows of each sheet of paper.
    await expect(page.getByRole("link", { name: "Skip to content" })).toBeHidden();
    expect.soft(await page.evaluate(beyondPaper), view).toEqual([]);
    expect.soft(await page.evaluate(cutting), view).toEqual([]);
    if (view === "outreach") await expect(page.locator(".board .recharts-surface").first()).toBeVisible();
    const ground = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect.soft(ground, view).toMatch(/^rgb\(2[45]\d, 2[45]\d, 2[45]\d\)$/);
    const pdf = await page.pdf({ path: info.outputPath(`${view}.pdf`), preferCSSPageSize: true });
    expect.soft(pdf.length, view).toBeGreaterThan(5000);
  }
  await page.emulateMedia({ media: "screen" });
  await page.goto("/analytics/sources?from_date=2025-01-01&to_date=2025-12-31");
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("2025-01-01 to 2025-12-31", { exact: true })).toBeVisible();
});

test("the file of the ledger has every transaction, not those of the page alone", async ({ org, as }) => {
  const { id } = await openBudgetAccount(org.manager, { name: "Fairs" });
  const record = (kind: "allocation" | "spend", amount_minor: number) =>
    recordBudgetTransaction(org.manager, { account_id: id, kind, amount_minor, reason: "Stand at the fair" });
  await record("allocation", 100_000);
  for (let nth = 0; nth < 60; nth++) await record("spend", -105);
  const page = await as("manager");
  await page.goto("/budget");
  const rows = page.getByRole("table", { name: "Transactions" }).locator("tbody tr");
  await expect(rows).toHaveCount(50);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "CSV", exact: true }).click(),
  ]);
  const lines = readFileSync(await file.path(), "utf8")
    .trim()
    .split("\r\n");
  expect(lines).toHaveLength(62);
  expect(lines[1]?.split(",").slice(0, 6)).toEqual(["Fairs", "61", expect.any(String), "spend", "-1.05", "937"]);
});

/** Boxes that would cut the last rows of a table that goes on over several sheets, where its head stands again. */
const cutting = () =>
  [...document.querySelectorAll(".board .panel, .board .panel > *")]
    .filter((one) => one.querySelector("table") && getComputedStyle(one).overflowY !== "visible")
    .map((one) => `${one.closest("section")?.getAttribute("aria-label")} ${one.className}`);

/** What is cut by the edge of the paper. */
const beyondPaper = () =>
  [...document.querySelectorAll(".board td, .board th, .board .fig, .board h2, .board svg")]
    .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
    .map((one) => one.textContent || one.tagName);
