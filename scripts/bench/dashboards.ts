import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import type postgres from "postgres";
import { VIEWS } from "@/lib/view-mails/schema";
import { giveAdminPassword, signIn } from "@/scripts/bench/first-row";
import { row } from "@/scripts/bench/report";
import { findBrowser } from "@/scripts/testing/browser";

/** Milliseconds from the address to the figures on the screen: when nobody had looked at those days, and the median of five times after. */
export type Dashboard = { view: string; days: number; cold: number; warm: number };

const periods = [30, 730];
const dayBefore = (built: Date, back: number) =>
  new Date(built.getTime() - back * 86_400_000).toISOString().slice(0, 10);

/** Every page of figures for a month and for two years, in a browser that is signed in; with `shots` also how each of them looks. */
export async function measureDashboards(
  admin: postgres.Sql,
  port: number,
  built: Date,
  shots?: string,
): Promise<Dashboard[]> {
  const email = await giveAdminPassword(admin);
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });
  try {
    const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC" });
    const page = await context.newPage();
    await signIn(page, `http://127.0.0.1:${port}`, email);
    const measured: Dashboard[] = [];
    for (const view of VIEWS) {
      for (const days of periods) {
        const address = `http://127.0.0.1:${port}/analytics/${view}?from_date=${dayBefore(built, days)}&to_date=${dayBefore(built, 1)}`;
        const times: number[] = [];
        for (let nth = 0; nth < 6; nth++) times.push(await timeFigures(page, address));
        const [cold = 0, ...warm] = times;
        measured.push({ view, days, cold, warm: warm.toSorted((a, b) => a - b)[2] ?? 0 });
        if (shots && days > 30) await shoot(page, shots, view);
      }
    }
    return measured;
  } finally {
    await browser.close();
  }
}

async function timeFigures(page: Page, address: string): Promise<number> {
  // What the page before still fetches ahead is not this page's.
  await page.goto("about:blank");
  const began = performance.now();
  await page.goto(address, { waitUntil: "commit" });
  await page.locator(".board .fig").first().waitFor();
  return Math.round(performance.now() - began);
}

/** Wide and narrow, light and dark, and printed. */
async function shoot(page: Page, folder: string, view: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await page.waitForLoadState("networkidle");
  for (const [name, width, colorScheme] of [
    ["wide-light", 1440, "light"],
    ["wide-dark", 1440, "dark"],
    ["narrow-light", 390, "light"],
    ["narrow-dark", 390, "dark"],
  ] as const) {
    await page.emulateMedia({ colorScheme, media: "screen" });
    await page.setViewportSize({ width, height: 1000 });
    await page.screenshot({ path: join(folder, `${view}-${name}.png`) });
  }
  await page.emulateMedia({ colorScheme: "light", media: "print" });
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.screenshot({ path: join(folder, `${view}-print.png`), fullPage: true });
  await page.emulateMedia({ media: null, colorScheme: null });
  await page.pdf({ path: join(folder, `${view}.pdf`), format: "A4" });
  await page.setViewportSize({ width: 1280, height: 720 });
}

export function dashboardsTable(dashboards: Dashboard[]): string {
  const head = ["figures on the screen, ms", "days", "first look", "again"];
  return [
    row(head),
    row(head.map(() => "---")),
    ...dashboards.map(({ view, days, cold, warm }) => row([view, days, cold, warm])),
  ].join("\n");
}
